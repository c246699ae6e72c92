//! A proposed contract as YAML, with what speaks for each line in comments.

use std::fmt::Write;

use super::{Draft, DraftField, DraftSlot};
use crate::contract::{FieldKind, Form};
use crate::message::{Lang, Message, Text};
use crate::value::{yaml_block, yaml_string};

const OF_TEMPLATE: Text = Text {
    en: "Proposed from a template. Look through it before you rely on it; `casegate contract explain` shows what it finds.",
    zh: "根据模板生成的草案。使用前请通读一遍；`casegate contract explain` 可查看它在文档中匹配到的内容。",
};
const OF_SAMPLES: Text = Text {
    en: "Proposed from {count} documents: required is what at least 80% of them have, optional what at least 40% have.",
    zh: "根据 {count} 篇文档生成的草案：至少 80% 的文档具备的内容为必需，至少 40% 的为可选。",
};
const CUT: Text = Text {
    en: "There were more sections than a contract can have slots; the last ones are left out.",
    zh: "小节数量超过契约的槽位上限，末尾的小节已省略。",
};
const APPLIES: Text =
    Text { en: "The documents that it holds for, such as:", zh: "它适用于哪些文档，例如：" };
const SEEN: Text = Text { en: "in {seen} of {all} documents", zh: "{all} 篇文档中有 {seen} 篇具备" };

impl Draft {
    /// The contract in YAML, with comments in `lang`.
    pub fn to_yaml(&self, lang: Lang) -> String {
        let head = if self.documents == 1 { &OF_TEMPLATE } else { &OF_SAMPLES };
        let mut yaml = String::new();
        let mut line = |text: &str| {
            yaml.push_str(text);
            yaml.push('\n');
        };
        line(&format!("# {}", Message::new(head).with("count", self.documents).render(lang)));
        if self.cut {
            line(&format!("# {}", CUT.get(lang)));
        }
        line(&format!("contract: {}", yaml_string(&self.name)));
        let languages: Vec<_> = self.languages.iter().map(|lang| tag(*lang)).collect();
        line(&format!("lang: [{}]", languages.join(", ")));
        line(&format!("# {}", APPLIES.get(lang)));
        line("# applies: ['docs/**/*.md']");
        line(&format!("order: {}", if self.in_order { "declared" } else { "none" }));
        line("extras: allow");
        line("defaults: {placeholder: deny}");
        if !self.fields.is_empty() {
            line("fields:");
            self.fields.iter().for_each(|field| line(&self.field(field, lang)));
        }
        if self.slots.is_empty() {
            line("slots: []");
        } else {
            line("slots:");
            self.slots.iter().for_each(|slot| self.slot(slot, 1, self.in_order, lang, &mut yaml));
        }
        yaml
    }

    fn field(&self, field: &DraftField, lang: Lang) -> String {
        let kind = field.kind.as_ref().unwrap_or(&FieldKind::Text);
        let mut line = format!("  {}: {{type: {}", yaml_string(&field.name), kind.name());
        if let FieldKind::Enum(values) = kind {
            let _ = write!(line, ", values: {}", list(values));
        }
        let _ = write!(line, ", required: {}}}", field.required);
        if self.documents > 1 {
            let _ = write!(line, " # {}", seen((field.seen, self.documents), lang));
        }
        line
    }

    fn slot(&self, slot: &DraftSlot, depth: usize, in_order: bool, lang: Lang, yaml: &mut String) {
        let indent = "    ".repeat(depth - 1);
        let mut line = |text: &str| {
            let _ = writeln!(yaml, "{indent}{text}");
        };
        if self.documents > 1 {
            line(&format!("  # {}", seen(slot.seen, lang)));
        }
        line(&format!("  - id: {}", yaml_string(&slot.id)));
        line(&format!("    name: {}", yaml_string(&slot.name)));
        if !slot.aliases.is_empty() {
            line(&format!("    aliases: {}", list(&slot.aliases)));
        }
        if slot.series {
            let pattern = format!(r"^{}\s*\d+", regex::escape(&slot.name.to_lowercase()));
            line(&format!("    patterns: [{}]", yaml_string(&pattern)));
        }
        if slot.forms.iter().any(|form| !matches!(form, Form::Heading | Form::LeadIn)) {
            let forms = [Form::Heading, Form::LeadIn, Form::ListItem].map(Form::name);
            line(&format!("    forms: [{}]", forms.join(", ")));
        }
        if !slot.required {
            line("    required: false");
        }
        if slot.repeats {
            line("    max: {times: 50}");
        }
        if slot.in_order != in_order && slot.slots.len() > 1 {
            line(&format!("    order: {}", if slot.in_order { "declared" } else { "none" }));
        }
        if !slot.columns.is_empty() {
            line(&format!("    has: [{{some: table, columns: {}}}]", list(&slot.columns)));
        }
        if !slot.guidance.is_empty() {
            line(&format!("    guidance: {}", yaml_block(&slot.guidance, &format!("{indent}      "))));
        }
        if !slot.slots.is_empty() {
            line("    slots:");
            let in_order = if slot.slots.len() > 1 { slot.in_order } else { in_order };
            slot.slots.iter().for_each(|inner| self.slot(inner, depth + 1, in_order, lang, yaml));
        }
    }
}

fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::ZhCn => "zh",
    }
}

fn seen((seen, all): (usize, usize), lang: Lang) -> String {
    Message::new(&SEEN).with("seen", seen).with("all", all).render(lang)
}

fn list(items: &[String]) -> String {
    let items: Vec<_> = items.iter().map(|item| yaml_string(item)).collect();
    format!("[{}]", items.join(", "))
}
