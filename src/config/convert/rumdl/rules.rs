//! What rumdl's settings say about rules: which are on, and their options.

use super::{rule, take};
use crate::config::Preset;
use crate::config::file::strings;
use crate::config::layer::{Layer, Level, Statement, Subject};
use crate::config::mistake::{self, Mistakes};
use crate::config::rules::check_options;
use crate::diagnostic::Severity;
use crate::message::Message;
use crate::rules::{self, RuleDef};
use crate::value::{Data, Key, Origin, Table, Value};

/// Rules that are off there until they are asked for; a table alone does not ask.
const OPT_IN: [&str; 1] = ["MD060"];
const LINE_LENGTH: &str = "MD013";
const ALL: &str = "all";

/// The lists that switch rules.
pub(super) struct Switches {
    /// If there is one, no other rule is on.
    enable: Option<Names>,
    extend_enable: Names,
    disable: Names,
    extend_disable: Names,
}

#[derive(Default)]
struct Names {
    /// Where all rules are named at once.
    all: Option<Origin>,
    rules: Vec<(&'static RuleDef, Origin)>,
    /// Where the list stands.
    origin: Option<Origin>,
}

impl Switches {
    /// Takes the lists out of the settings.
    pub fn take(settings: &mut Table, mistakes: &mut Mistakes) -> Self {
        let mut names = |name| take(settings, name).map(|(key, value)| Names::read(&key, value, mistakes));
        Switches {
            enable: names("enable"),
            extend_enable: names("extend-enable").unwrap_or_default(),
            disable: names("disable").unwrap_or_default(),
            extend_disable: names("extend-disable").unwrap_or_default(),
        }
    }

    /// Whether a rule is on, and where that is said; `None` if nothing is said.
    fn state(&self, rule: &RuleDef, own: &Own) -> Option<(bool, Origin)> {
        let off = |at: &Origin| Some((false, at.clone()));
        let on = |at: &Origin| Some((true, at.clone()));
        let disabled = self.disable.named(rule).or(self.extend_disable.named(rule));
        let enabled = self.enable.as_ref().and_then(|enable| enable.includes(rule));
        if let Some(all) = &self.extend_disable.all {
            return off(all);
        }
        if let Some(all) = &self.disable.all {
            return enabled.filter(|_| disabled.is_none()).map_or(off(all), on);
        }
        if let Some(own) = &own.enabled {
            return Some(own.clone());
        }
        if let Some(at) = disabled {
            return off(at);
        }
        if let Some(at) = enabled.or(self.extend_enable.includes(rule)) {
            return on(at);
        }
        if let Some(enable) = &self.enable {
            return enable.origin.as_ref().and_then(off);
        }
        let asks = !rule.aliases.iter().any(|alias| OPT_IN.contains(alias));
        own.severity
            .as_ref()
            .map(|(_, at)| at)
            .or(own.options.first().map(|(key, _)| &key.origin))
            .filter(|_| asks)
            .and_then(on)
    }
}

impl Names {
    fn read(key: &Key, value: Value, mistakes: &mut Mistakes) -> Self {
        let mut names = Names { origin: Some(value.origin.clone()), ..Names::default() };
        for (name, origin) in strings(&key.name, value, mistakes) {
            if name.eq_ignore_ascii_case(ALL) {
                names.all = Some(origin);
            } else if let Some(rule) = rule(&name, &origin, mistakes) {
                names.rules.push((rule, origin));
            }
        }
        names
    }

    fn named(&self, rule: &RuleDef) -> Option<&Origin> {
        self.rules.iter().find(|(named, _)| named.id == rule.id).map(|(_, origin)| origin)
    }

    fn includes(&self, rule: &RuleDef) -> Option<&Origin> {
        self.named(rule).or(self.all.as_ref())
    }
}

/// What the table of a rule says.
#[derive(Default)]
struct Own {
    enabled: Option<(bool, Origin)>,
    severity: Option<(Severity, Origin)>,
    options: Table,
}

impl Own {
    fn read(rule: &'static RuleDef, table: Table, mistakes: &mut Mistakes) -> Self {
        let mut own = Own::default();
        for (key, value) in table {
            match (key.name.as_str(), &value.data) {
                ("enabled", Data::Boolean(on)) => own.enabled = Some((*on, value.origin.clone())),
                ("enabled", _) => {
                    let message = Message::new(&mistake::WANT_BOOLEAN).with("key", &key.name);
                    mistakes.unsupported(&value.origin, message.with("found", value.type_name()));
                }
                ("severity", _) => own.severity = severity(&value, mistakes).or(own.severity),
                _ => own.option(rule, key, value, mistakes),
            }
        }
        own
    }

    /// Takes an option over if casegate's rule has it and takes its value.
    fn option(&mut self, rule: &'static RuleDef, key: Key, value: Value, mistakes: &mut Mistakes) {
        let option = [(Key { name: key.name.replace('-', "_"), ..key }, value)];
        let mut objections = Mistakes::default();
        check_options(rule, &option, &mut objections);
        if objections.found.is_empty() {
            option.into_iter().for_each(|(key, value)| self.set(key, value));
        } else {
            mistakes.add_as_unsupported(objections);
        }
    }

    fn set(&mut self, key: Key, value: Value) {
        take(&mut self.options, &key.name);
        self.options.push((key, value));
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.options.iter().find(|(key, _)| key.name == name).map(|(_, value)| value)
    }

    /// Tables have no limit there unless that is asked for.
    fn complete_line_length(&mut self, at: &Origin) {
        let key = |name: &str| Key { name: name.to_owned(), origin: at.clone() };
        if self.get("tables").is_none() {
            self.set(key("tables"), Value { data: Data::Boolean(false), origin: at.clone() });
        }
    }
}

fn severity(value: &Value, mistakes: &mut Mistakes) -> Option<(Severity, Origin)> {
    let said = match value.as_str().map(str::to_ascii_lowercase).as_deref() {
        Some("error") => Severity::Error,
        Some("warning") => Severity::Warning,
        Some("info") => Severity::Info,
        _ => {
            let written = value.origin.file.slice(value.origin.span).trim_matches(['"', '\'']);
            mistakes
                .unsupported(&value.origin, Message::new(&mistake::UNKNOWN_SEVERITY).with("key", written));
            return None;
        }
    };
    Some((said, value.origin.clone()))
}

/// What is said about the rules that casegate shares with rumdl; `line_length` is the limit for all rules that have one.
pub(super) fn layer(
    switches: &Switches,
    mut tables: Vec<(&'static RuleDef, Table)>,
    line_length: Option<Value>,
    mistakes: &mut Mistakes,
) -> Layer {
    let mut layer = Layer::default();
    for rule in rules::all().filter(|rule| Preset::Markdownlint.severity(rule).is_some()) {
        let table = tables.iter().position(|(known, _)| known.id == rule.id);
        let table = table.map(|at| tables.swap_remove(at).1).unwrap_or_default();
        let mut own = Own::read(rule, table, mistakes);
        let limits_lines = rule.aliases.contains(&LINE_LENGTH);
        if let Some(limit) = line_length.as_ref().filter(|_| limits_lines && own.get("line_length").is_none())
        {
            let key = Key { name: "line_length".to_owned(), origin: limit.origin.clone() };
            own.option(rule, key, limit.clone(), mistakes);
        }
        let Some((on, origin)) = switches.state(rule, &own) else { continue };
        let (level, options) = if on {
            if limits_lines {
                own.complete_line_length(&origin);
            }
            (Level::On(own.severity.map(|(severity, _)| severity)), own.options)
        } else {
            (Level::Off, Table::new())
        };
        let (subject, level) = (Subject::Rule(rule), Some((level, origin)));
        layer.statements.push(Statement { subject, level, options, replaces: false });
    }
    layer
}
