//! What contracts may say: every example of their documentation reads, and every mistake is told at its place with a way out.

use std::fs;
use std::path::Path;

use std::sync::Arc;

use casegate::contract::{self, Contract, FieldKind, Form, Length, Presence, SHIPPED, shipped_names};
use casegate::library::{read_contract, read_shipped, shipped};
use casegate::message::{Lang, Message};
use casegate::source::SourceFile;
use casegate::value::{Data, Syntax, Value};
use casegate::workspace::Workspace;

/// What is wrong with a contract: `line:column message`, and the help.
fn read(text: &str) -> (Option<Contract>, Vec<(String, String)>) {
    read_beside(text, &[])
}

/// The same beside other files.
fn read_beside(text: &str, others: &[(&str, &str)]) -> (Option<Contract>, Vec<(String, String)>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in others.iter().chain([&("c.yml", text)]) {
        fs::write(folder.path().join(name), text).expect("written");
    }
    let workspace = Workspace { current: folder.path().to_owned() };
    let (contract, problems) = read_contract(&workspace, Path::new("c.yml"), folder.path());
    assert_eq!(contract.is_none(), !problems.is_empty(), "{text}");
    let told = problems.iter().map(|problem| {
        assert_eq!((problem.rule, &*problem.path), ("invalid-contract", "c.yml"));
        let start = problem.place.as_ref().expect("a place").start;
        let help = problem.help.map(|text| {
            let arguments = problem.message.arguments.clone();
            Message { text, arguments }.render(Lang::En)
        });
        let message = problem.message.render(Lang::En);
        (format!("{}:{} {message}", start.line, start.column), help.unwrap_or_default())
    });
    (contract, told.collect())
}

/// The YAML of the documentation.
fn examples() -> Vec<String> {
    let docs =
        fs::read_to_string("rules/contracts/README.md").expect("the page is there").replace("\r\n", "\n");
    let blocks = docs.split("```yaml\n").skip(1).filter_map(|rest| rest.split_once("```\n"));
    let whole = |block: &str| {
        if block.contains("contract:") { block.to_owned() } else { format!("contract: x\n{block}") }
    };
    let blocks: Vec<_> = blocks.map(|(block, _)| whole(block)).collect();
    assert!(blocks.len() > 8);
    blocks
}

#[test]
fn every_example_of_the_documentation_reads() {
    let blocks = examples();
    for block in &blocks {
        // The one that inherits does so from the first.
        let (_, told) = read_beside(block, &[("case-study.yml", &blocks[0])]);
        assert!(told.is_empty(), "{block}: {told:#?}");
    }
}

#[test]
fn the_contracts_that_ship_read() {
    let names = shipped_names();
    assert_eq!(names, ["adr", "case-study", "kep", "plan"]);
    for name in names {
        let (contract, problems) = read_shipped(name);
        assert!(problems.is_empty(), "{name}: {problems:#?}");
        assert_eq!(contract.expect("it reads").name, name);
        assert!(shipped(name).is_some_and(|contract| !contract.slots.is_empty()));
    }
    assert!(shipped("nothing").is_none());
}

/// The contracts of the labelled documents.
fn labelled() -> Vec<String> {
    let folders = fs::read_dir("fixtures/contract/labelled").expect("the folder is there");
    let files = folders.map(|folder| folder.expect("read").path().join("contract.yml"));
    let files: Vec<_> = files.filter(|file| file.exists()).collect();
    assert!(files.len() > 5);
    files.iter().map(|file| fs::read_to_string(file).expect("UTF-8")).collect()
}

#[test]
fn the_labelled_contracts_read() {
    for text in labelled() {
        let (_, told) = read(&text);
        assert!(told.is_empty(), "{text}: {told:#?}");
    }
}

fn json(value: &Value) -> serde_json::Value {
    match &value.data {
        Data::Null => serde_json::Value::Null,
        Data::Boolean(flag) => (*flag).into(),
        Data::Integer(number) => (*number).into(),
        Data::Float(number) => (*number).into(),
        Data::String(text) => text.as_str().into(),
        Data::Array(items) => items.iter().map(json).collect(),
        Data::Table(table) => table.iter().map(|(key, value)| (key.name.clone(), json(value))).collect(),
    }
}

/// Contracts that the reader accepts.
const RIGHT: [&str; 28] = [
    "contract: x",
    "contract: 案例\nlang: [zh]\napplies: []\nslots: []\ngroups: []\nfields: {}\nphases: {}",
    "contract: x\napplies: ['**/*.md', docs]",
    "contract: x\nnormalise: {}",
    "contract: x\nnormalise: {conjunctions: keep}",
    "contract: x\nunit: {select: {heading: {}}}",
    "contract: x\nunit: {select: {heading: {level: any}}, unless: [], identity: []}",
    "contract: x\nforms: [field]\norder: none\nextras: deny",
    "contract: x\ndefaults: {}",
    "contract: x\ndefaults: {required: recommended, min: {count: []}, citation: required}",
    "contract: x\nfields: {A: {}}",
    "contract: x\nfields: {A: {zh: 甲, type: enum, values: [a]}}",
    "contract: x\nslots: [{id: a, name: A}]",
    "contract: x\nslots: [{id: 甲_1-b, name: {zh: 甲}, aliases: {en: [A]}, level: 6}]",
    "contract: x\nslots: [{id: a, name: A, level: 1..6, min: {chars: 0}, max: {times: 2}}]",
    "contract: x\nslots: [{id: a, name: A, requires: [b], slots: []}, {id: b, name: B}]",
    "contract: x\nslots: [{id: a, name: A, has: []}]",
    "contract: x\nslots: [{id: a, name: A, has: [{some: table}, {none: mermaid}, {every: text, pattern: x}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{some: table, columns: []}, {every: table, columns: [a, {name: b}]}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{some: code, language: go, min: 0, max: 1}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{some: list, ordered: false}, {some: text, text: x}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{ids: 'F-(\\d+)', sequential: true}, {quantity: any}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{any_of: [{marker: absent}, {any_of: [{some: link}]}]}]}]",
    "contract: x\nslots: [{id: a, name: A}, {id: b, name: B}]\ngroups: [{all_or_none: [a, b]}]",
    "contract: x\nphases: {draft: {}, 评审: {downgrade: []}}",
    "contract: x\nextends: kep",
    "contract: x\nextends: case-study\nslots: [{id: metrics, required: false}]\nfields: {状态: {required: false}}",
    "contract: x\nextends: case-study\nslots: [{id: metrics, slots: [{id: latency, max: {times: 3}}]}]",
];

/// Contracts that the reader refuses, as the schema can see.
const WRONG: [&str; 62] = [
    "",
    "lang: [zh]",
    "contract: 1",
    "contract: ''",
    "contract: a b",
    "contract: a.b",
    "contract: x\ncolour: 1",
    "contract: x\nfor_each: {}",
    "contract: x\nuse: []",
    "contract: x\nwaivers: []",
    "contract: x\nlang: zh",
    "contract: x\nlang: []",
    "contract: x\nlang: [fr]",
    "contract: x\napplies: docs",
    "contract: x\napplies: ['']",
    "contract: x\nextends: [kep]",
    "contract: x\nnormalise: {numbering: fold}",
    "contract: x\nnormalise: {number: strip}",
    "contract: x\nunit: {}",
    "contract: x\nunit: {select: {}}",
    "contract: x\nunit: {select: {heading: {level: 0}}}",
    "contract: x\nunit: {select: {heading: {level: 0..9}}}",
    "contract: x\nunit: {select: {heading: {level: 4..2}}}",
    "contract: x\nunit: {select: {heading: {text: x}}}",
    "contract: x\nunit: {select: {heading: {}}, unless: x}",
    "contract: x\nforms: []",
    "contract: x\nforms: [headings]",
    "contract: x\norder: true",
    "contract: x\nextras: forbid",
    "contract: x\ndefaults: {forms: [heading]}",
    "contract: x\ndefaults: {min: {times: 1}}",
    "contract: x\nfields: []",
    "contract: x\nfields: {A: }",
    "contract: x\nfields: {A: {type: number}}",
    "contract: x\nfields: {A: {type: enum}}",
    "contract: x\nfields: {A: {values: [a]}}",
    "contract: x\nfields: {A: {type: enum, values: []}}",
    "contract: x\nfields: {A: {required: recommended}}",
    "contract: x\nslots: {}",
    "contract: x\nslots: [a]",
    "contract: x\nslots: [{id: a}]",
    "contract: x\nslots: [{name: A}]",
    "contract: x\nslots: [{id: a.b, name: A}]",
    "contract: x\nslots: [{id: a, name: {fr: A}}]",
    "contract: x\nslots: [{id: a, name: 2024}]",
    "contract: x\nslots: [{id: a, name: A, required: maybe}]",
    "contract: x\nslots: [{id: a, name: A, level: '2'}]",
    "contract: x\nslots: [{id: a, name: A, min: 20}]",
    "contract: x\nslots: [{id: a, name: A, min: {chars: -1}}]",
    "contract: x\nslots: [{id: a, name: A, min: {count: [text]}}]",
    "contract: x\nslots: [{id: a, name: A, max: {times: 0}}]",
    "contract: x\nslots: [{id: a, name: A, citation: true}]",
    "contract: x\nslots: [{id: a, name: A, when: {status: [final]}}]",
    "contract: x\nslots: [{id: a, name: A, has: {some: list}}]",
    "contract: x\nslots: [{id: a, name: A, has: [{min_items: 3}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{some: list, every: list}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{some: list, min_rows: 3}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{none: list, max: 3}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{some: text, text: a, pattern: b}]}]",
    "contract: x\nslots: [{id: a, name: A, has: [{some: table, columns: [{type: date}]}]}]",
    "contract: x\nslots: [{id: a, name: A}]\ngroups: [{any_of: [a]}]",
    "contract: x\nphases: {draft: {downgrade: [everything]}}",
];

#[test]
fn the_schema_accepts_what_the_reader_accepts() {
    let schema = serde_json::from_str(&contract::schema()).expect("the schema is JSON");
    assert!(jsonschema::draft7::meta::is_valid(&schema));
    let validator = jsonschema::draft7::new(&schema).expect("the schema is a schema");
    let examples = examples();
    let others = [("case-study.yml", examples[0].as_str())];
    let shipped = SHIPPED.iter().map(|(_, text)| (*text).to_owned());
    let right = RIGHT.map(str::to_owned).into_iter().chain(examples.clone()).chain(labelled()).chain(shipped);
    let all = right.map(|text| (text, true)).chain(WRONG.map(|text| (text.to_owned(), false)));
    for (text, right) in all {
        let (_, told) = read_beside(&text, &others);
        assert_eq!(told.is_empty(), right, "the reader about {text}: {told:#?}");
        let file = Arc::new(SourceFile::new("c.yml", text.clone()));
        let value = Syntax::Yaml.parse_file(&file).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
        let errors: Vec<_> = validator.iter_errors(&json(&value)).map(|error| error.to_string()).collect();
        assert_eq!(errors.is_empty(), right, "the schema about {text}: {errors:#?}");
    }
}

/// Asserts that these mistakes are told, each with what its message begins with, and what its help holds.
fn assert_told(text: &str, others: &[(&str, &str)], expected: &[(&str, &str)]) {
    let (_, told) = read_beside(text, others);
    assert_eq!(told.len(), expected.len(), "{text}: {told:#?}");
    for ((message, help), (begins, holds)) in told.iter().zip(expected) {
        assert!(message.starts_with(begins), "{text}: {message}");
        assert!(help.contains(holds) && help.is_empty() == holds.is_empty(), "{text}: {message}: {help}");
    }
}

#[test]
fn keys_and_words_that_are_unknown_have_a_place_and_a_way_out() {
    for (text, message, help) in [
        ("contract: [\n", "1:11 not valid YAML: ", ""),
        ("contract: x\ncontract: y\n", "2:1 not valid YAML: duplicate key `contract`", ""),
        ("- contract: x\n", "1:1 `c.yml` must be a table, not array", ""),
        ("slots: []\n", "1:1 `contract` is missing", "`contract: case-study`"),
        ("contract: a b\n", "1:11 `a b` can't be a name here", "`a-b`"),
        ("contract: 2024\n", "1:11 `contract` must be a string, not integer", "`'2024'`"),
        ("contract: ' '\n", "1:11 `contract` must not be empty", ""),
        ("contract: x\nslot: []\n", "2:1 unknown key `slot`", "did you mean `slots`?"),
        ("contract: x\ncolour: 1\n", "2:1 unknown key `colour`", "contract, lang, applies"),
        ("contract: x\nfor_each: {}\n", "2:1 unknown key `for_each`", "contract, lang"),
        ("contract: x\nwaivers: []\n", "2:1 unknown key `waivers`", "contract, lang"),
        ("contract: x\nlang: [zh, fr]\n", "2:12 `lang` can't be `fr`", "zh, en"),
        ("contract: x\nlang: []\n", "2:7 `lang` must not be empty", ""),
        (
            "contract: x\napplies: ['../a.md']\n",
            "2:11 the pattern `../a.md` can't match anything",
            "can't leave it",
        ),
        ("contract: x\napplies: ['[']\n", "2:11 `[` is no valid pattern: ", ""),
        ("contract: x\nnormalise: {emojis: strip}\n", "2:13 unknown key `emojis`", "did you mean `emoji`?"),
        ("contract: x\nnormalise: {emoji: fold}\n", "2:20 `emoji` can't be `fold`", "strip, keep"),
        (
            "contract: x\nforms: [heading, leadin]\n",
            "2:18 `forms` can't be `leadin`",
            "did you mean `lead_in`?",
        ),
        ("contract: x\nforms: []\n", "2:8 `forms` must not be empty", ""),
        ("contract: x\norder: declard\n", "2:8 `order` can't be `declard`", "did you mean `declared`?"),
        ("contract: x\nextras: true\n", "2:9 `extras` can't be `true`", "allow, warn, deny"),
        ("contract: x\ndefaults: {forms: [heading]}\n", "2:12 unknown key `forms`", "required, level, min"),
        ("contract: x\ndefaults: {min: {times: 1}}\n", "2:18 unknown key `times`", "chars, count"),
        (
            "contract: x\nphases: {draft: {downgrad: []}}\n",
            "2:18 unknown key `downgrad`",
            "mean `downgrade`?",
        ),
        (
            "contract: x\nphases: {draft: {downgrade: [requird]}}\n",
            "2:30 `downgrade` can't be",
            "`required`?",
        ),
    ] {
        assert_told(text, &[], &[(message, help)]);
    }
}

#[test]
fn units_that_can_not_be_told_have_a_place_and_a_way_out() {
    for (unit, message, help) in [
        ("{}", "2:7 `select` is missing", "`select: {heading: {level: 2}}`"),
        ("{selct: {}, select: {heading: {}}}", "2:8 unknown key `selct`", "did you mean `select`?"),
        ("{select: {}}", "2:16 `heading` is missing", "`select: {heading"),
        ("{select: {headings: {}}}", "2:17 unknown key `headings`", "did you mean `heading`?"),
        ("{select: {heading: {levels: 1}}}", "2:27 unknown key `levels`", "did you mean `level`?"),
        ("{select: {heading: {level: 0}}}", "2:34 `level` must be a level from 1 to 6", ""),
        ("{select: {heading: {level: 0..9}}}", "2:34 `level` must be a level from 1 to 6", ""),
        ("{select: {heading: {level: 4..2}}}", "2:34 the range 4..2 is empty", "comes first: 2..4"),
        ("{select: {heading: {level: [1, 2]}}}", "2:34 `level` must be a level from 1 to 6", ""),
        (
            "{select: {heading: {pattern: '(?<a>x'}}}",
            "2:37 not a valid regular expression: unclosed group",
            "#syntax",
        ),
        (
            "{select: {heading: {pattern: 'ab[c'}}}",
            "2:39 not a valid regular expression: unclosed char",
            "#syntax",
        ),
        (
            "{select: {heading: {pattern: \"\\\\d\\u0028\"}}}",
            "2:36 not a valid regular expression: unclosed",
            "#syntax",
        ),
        (
            "{select: {heading: {pattern: 'a(?=b)'}}}",
            "2:38 not a valid regular expression: look-around",
            "#syntax",
        ),
        (
            "{select: {heading: {pattern: '(\\w{999}){999}'}}}",
            "2:36 this regular expression needs more",
            "`{1000}`",
        ),
        (
            "{select: {heading: {pattern: '事故：.*'}}}",
            "2:39 this pattern can never match: normalised titles hold no `：`",
            "write `:`",
        ),
        (
            "{select: {heading: {pattern: 'a'}}, identity: [a]}",
            "2:54 the pattern has no capture `a`",
            "(?<a>…)",
        ),
        (
            "{select: {heading: {pattern: '(?<company>a)'}}, identity: [compny]}",
            "2:66 the pattern has no capture `compny`",
            "did you mean `company`?",
        ),
    ] {
        assert_told(&format!("contract: x\nunit: {unit}\n"), &[], &[(message, help)]);
    }
}

#[test]
fn fields_that_are_wrong_have_a_place_and_a_way_out() {
    for (field, message, help) in [
        ("", "2:12 `公司` must be a table, not null", ""),
        ("{nmae: x}", "2:15 unknown key `nmae`", "zh, en, aliases"),
        ("{type: tex}", "2:21 `type` can't be `tex`", "did you mean `text`?"),
        ("{type: enm, values: [a]}", "2:21 `type` can't be `enm`", "did you mean `enum`?"),
        ("{type: enum}", "2:10 `values` is missing", "`values: [high, low]`"),
        ("{type: enum, values: []}", "2:35 `values` must not be empty", ""),
        ("{type: enum, values: [1]}", "2:36 `values` must be a string, not integer", "`'1'`"),
        ("{type: text, values: [a]}", "2:35 `values` needs `type: enum`", ""),
        ("{required: 'yes'}", "2:25 `required` must be true or false, not string", ""),
        ("{citation: needed}", "2:25 `citation` can't be `needed`", "required, optional"),
        ("{severity: fatal}", "2:25 `severity` can't be `fatal`", "info, warning, error"),
        ("{aliases: 公司}", "2:24 `aliases` must be an array of strings, or a table", ""),
        ("{aliases: {cn: [a]}}", "2:25 unknown key `cn`", "zh, en"),
        ("{message: []}", "2:24 `message` must be a string, or a table with `zh` and `en`, not array", ""),
    ] {
        assert_told(&format!("contract: x\nfields: {{公司: {field}}}\n"), &[], &[(message, help)]);
    }
}

/// Asserts what is told of one slot, whose keys begin at column 17 of line 2.
fn assert_told_of_slot(keys: &str, message: &str, help: &str) {
    assert_told(&format!("contract: x\nslots: [{{id: a, {keys}}}]\n"), &[], &[(message, help)]);
}

#[test]
fn slots_that_are_wrong_have_a_place_and_a_way_out() {
    for (keys, message, help) in [
        ("nme: A", "2:17 unknown key `nme`", "did you mean `name`?"),
        ("role: target", "2:9 `name` is missing", "such as `name: {zh: 风险, en: Risks}`"),
        ("name: A, when: {status: [final]}", "2:26 unknown key `when`", "id, name, aliases"),
        ("name: A, role: []", "2:32 `role` must be a string, not array", ""),
        ("name: ''", "2:23 `name` must not be empty", ""),
        ("name: 5", "2:23 `name` must be a string, or a table with `zh` and `en`", "`'5'`"),
        ("name: {cn: A}", "2:24 unknown key `cn`", "zh, en"),
        ("name: A, aliases: A", "2:35 `aliases` must be an array of strings, or a table", ""),
        ("name: A, patterns: '^a'", "2:36 `patterns` must be an array of strings, not string", ""),
        ("name: A, patterns: ['^a', 'b(']", "2:45 not a valid regular expression: unclosed", "#syntax"),
        ("name: A, patterns: ['摘要（可选）$']", "2:40 this pattern can never match", r"write `\(` instead"),
        ("name: A, level: 2.5", "2:33 `level` must be a level from 1 to 6, a range such as 2..4", ""),
        ("name: A, level: 3..2", "2:33 the range 3..2 is empty", "comes first: 2..3"),
        ("name: A, required: optional", "2:36 `required` can't be `optional`", "true, recommended, false"),
        ("name: A, required: 1", "2:36 `required` must be true, false or recommended", ""),
        ("name: A, min: 20", "2:31 `min` must be a table, not integer", "`min: {chars: 20}`"),
        ("name: A, max: 20", "2:31 `max` must be a table, not integer", "`max: {chars: 20}`"),
        ("name: A, min: {char: 20}", "2:32 unknown key `char`", "did you mean `chars`?"),
        ("name: A, min: {chars: -1}", "2:39 `chars` must be at least 0, not -1", ""),
        ("name: A, min: {chars: 9999999}", "2:39 `chars` must be at most 1000000, not", ""),
        ("name: A, min: {chars: many}", "2:39 `chars` must be a whole number, not string", ""),
        (
            "name: A, min: {chars: 20}, max: {chars: 10}",
            "2:39 nothing can satisfy this: at least 20, but at most 10",
            "",
        ),
        (
            "name: A, min: {times: 3}, max: {times: 2}",
            "2:39 nothing can satisfy this: at least 3, but at most 2",
            "",
        ),
        ("name: A, min: {count: [text]}", "2:40 `count` can't be `text`", "table, code"),
        ("name: A, placeholder: true", "2:39 `placeholder` can't be `true`", "deny, allow"),
        ("name: A, order: {}", "2:33 `order` must be a string, not table", ""),
        ("name: A, severity: warn", "2:36 `severity` can't be `warn`", "did you mean `warning`?"),
        ("name: A, citation: yes", "2:36 `citation` can't be `yes`", "required, optional"),
        ("name: A, slots: [b]", "2:34 `slots` must be an array of tables, not string", ""),
        ("name: A, slots: [{id: b, nam: B}]", "2:42 unknown key `nam`", "did you mean `name`?"),
        (
            "name: A, slots: [{id: b, name: B}, {id: b, name: C}]",
            "2:57 there are two slots `a.b`",
            "ids of their own",
        ),
        ("name: A, requires: b", "2:36 `requires` must be an array of strings, not string", ""),
        ("name: A, requires: [a]", "2:37 the slot `a` names itself", "leave it out"),
        ("name: A, requires: [b]", "2:37 there is no slot `b`", "what is known here: a"),
        (
            "name: A, slots: [{id: latency, name: B}], requires: [latency]",
            "2:70 there is no slot `latency`",
            "did you mean `a.latency`?",
        ),
        (
            "name: A, slots: [{id: latency, name: B}], requires: [a.latncy]",
            "2:70 there is no slot `a.latncy`",
            "did you mean `a.latency`?",
        ),
        (
            "name: A, slots: [{id: b, name: B, conflicts: [a]}]",
            "2:63 one of `a.b` and `a` is in the other",
            "leave it out",
        ),
    ] {
        assert_told_of_slot(keys, message, help);
    }
    assert_told(
        "contract: x\nslots: [{idd: a, name: A}]\n",
        &[],
        &[("2:10 unknown key `idd`", "mean `id`?")],
    );
    assert_told("contract: x\nslots: [{name: A}]\n", &[], &[("2:9 `id` is missing", "such as `id: risks`")]);
    assert_told(
        "contract: x\ndefaults: {min: {chars: 20}}\nslots: [{id: a, name: A, max: {chars: 10}}]\n",
        &[],
        &[("3:39 nothing can satisfy this: at least 20, but at most 10", "")],
    );
}

#[test]
fn slots_that_can_never_match_are_told() {
    for (keys, message, help) in [
        ("name: 🎉", "2:9 the slot `a` can never match: nothing is left", "a name with letters"),
        (
            "name: A, slots: [{id: b, name: B}, {id: c, name: Ｂ：}]",
            "2:52 the slot `a.c` can never match: its names are all those of `a.b`",
            "a name of its own",
        ),
        (
            "name: A, forms: [heading], level: 3..4, slots: [{id: b, name: B, forms: [heading], level: 2..3}]",
            "2:65 the slot `a.b` can never match: under a heading of level 3 there is none of level 3",
            "a level below",
        ),
    ] {
        assert_told_of_slot(keys, message, help);
    }
    let unit = "unit: {select: {heading: {level: 3}}}\nforms: [heading]\n";
    assert_told(
        &format!("contract: x\n{unit}slots: [{{id: a, name: A, level: 2}}]\n"),
        &[],
        &[("4:9 the slot `a` can never match: under a heading of level 3 there is none of level 2", "below")],
    );
    // What could match after all.
    for text in [
        format!("contract: x\n{unit}slots: [{{id: a, name: A, level: 3}}]\n"),
        format!("contract: x\n{unit}slots: [{{id: a, name: A, level: 2, forms: [heading, lead_in]}}]\n"),
        "contract: x\nnormalise: {emoji: keep}\nslots: [{id: a, name: 🎉}]\n".to_owned(),
        "contract: x\nslots: [{id: a, name: 🎉, patterns: ['^party']}]\n".to_owned(),
        "contract: x\nslots: [{id: a, name: A, patterns: ['[：]|x', '：|:', '：?$']}]\n".to_owned(),
        "contract: x\nslots: [{id: a, name: A}, {id: b, name: A, forms: [table_row]}]\n".to_owned(),
        "contract: x\nslots: [{id: a, name: A}, {id: b, name: A, level: 3}]\n".to_owned(),
        "contract: x\nslots: [{id: a, name: A}, {id: b, name: A, patterns: ['^b']}]\n".to_owned(),
        "contract: x\nslots: [{id: a, name: A, slots: [{id: a, name: A}]}]\n".to_owned(),
    ] {
        assert_told(&text, &[], &[]);
    }
}

#[test]
fn content_that_is_wrong_has_a_place_and_a_way_out() {
    for (content, message, help) in [
        ("3", "2:32 `has` must be an array of tables, not integer", ""),
        ("{min_items: 3}", "2:32 this does not say what must be there", "some, every, none, quantity"),
        ("{sme: table}", "2:33 unknown key `sme`", "did you mean `some`?"),
        ("{some: tabel}", "2:39 `some` can't be `tabel`", "did you mean `table`?"),
        ("{some: list, quantity: time}", "2:45 `some` and `quantity` are two demands", "under `has`"),
        ("{some: list, min_item: 2}", "2:45 unknown key `min_item`", "did you mean `min_items`?"),
        ("{every: list, min: 2}", "2:46 `min` counts blocks, which only `some` does", "leave it out"),
        ("{some: mermaid, rows: 2}", "2:48 unknown key `rows`", "min, max"),
        ("{some: table, columns: a}", "2:55 `columns` must be an array of strings or tables", ""),
        ("{some: table, columns: [1]}", "2:56 `columns` must be an array of strings or tables", ""),
        ("{some: table, columns: ['|']}", "2:56 `columns` must not be empty", ""),
        ("{some: table, columns: [{type: date}]}", "2:56 `name` is missing", "`name: 数值|Value`"),
        ("{some: table, columns: [{name: a, type: enum}]}", "2:56 `values` is missing", "such as"),
        ("{some: table, min_rows: 5, max_rows: 2}", "2:56 nothing can satisfy this: at least 5", ""),
        ("{some: list, min_items: 5, max_items: 2}", "2:56 nothing can satisfy this: at least 5", ""),
        ("{some: list, ordered: 1}", "2:54 `ordered` must be true or false, not integer", ""),
        ("{some: code, language: 1}", "2:55 `language` must be a string or an array of strings", ""),
        ("{some: code, lang: go}", "2:45 unknown key `lang`", "did you mean `language`?"),
        ("{some: code, min: 3, max: 2}", "2:50 nothing can satisfy this: at least 3", ""),
        ("{some: code, max: 0}", "2:50 `max` must be at least 1, not 0", ""),
        ("{some: text, text: a, pattern: b}", "2:54 `text` and `pattern` say the same", "keep one"),
        ("{some: link, pattern: '['}", "2:55 not a valid regular expression: unclosed", "#syntax"),
        ("{quantity: speed}", "2:43 `quantity` can't be `speed`", "time, money, percent"),
        ("{quantity: time, count: 1}", "2:49 unknown key `count`", "min, max"),
        ("{marker: present}", "2:41 `marker` can't be `present`", "absent"),
        ("{marker: absent, min: 1}", "2:49 unknown key `min`", "leave it out"),
        ("{ids: 'F', sequential: true}", "2:55 `sequential` needs a capture for the number", r"'F-(\d+)'"),
        ("{ids: 'F', uniqe: true}", "2:43 unknown key `uniqe`", "did you mean `unique`?"),
        ("{any_of: []}", "2:41 `any_of` must not be empty", ""),
        ("{any_of: [{some: lst}]}", "2:49 `some` can't be `lst`", "did you mean `list`?"),
    ] {
        assert_told_of_slot(&format!("name: A, has: [{content}]"), message, help);
    }
}

#[test]
fn groups_that_are_wrong_have_a_place_and_a_way_out() {
    for (group, message, help) in [
        ("{}", "3:10 a group asks one thing, and this one asks 0", "one_of, any_of, all_or_none"),
        ("{any_of: [a, b], one_of: [a, b]}", "3:10 a group asks one thing, and this one asks 2", "one_of"),
        ("{anyof: [a, b]}", "3:11 unknown key `anyof`", "did you mean `any_of`?"),
        ("{one_of: [a, a]}", "3:19 a group needs two slots at least", "`required`"),
        ("{any_of: [a, c]}", "3:23 there is no slot `c`", "a, b"),
        ("{any_of: a}", "3:19 `any_of` must be an array of strings, not string", ""),
    ] {
        let text =
            format!("contract: x\nslots: [{{id: a, name: A}}, {{id: b, name: B}}]\ngroups: [{group}]\n");
        assert_told(&text, &[], &[(message, help)]);
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    assert_told(
        "contract: x\nordr: none\nslots:\n  - {id: a, name: A, level: 9}\n  - {id: a, name: 🎉}\ngroups: [{any_of: [a, b]}]\n",
        &[],
        &[
            ("2:1 unknown key `ordr`", "`order`"),
            ("4:29 `level` must be a level", ""),
            ("5:5 the slot `a` can never match", "letters"),
            ("5:10 there are two slots `a`", "ids"),
            ("6:23 there is no slot `b`", "a"),
        ],
    );
}

#[test]
fn what_is_inherited_is_told_where_it_stands() {
    for (text, others, message, help) in [
        ("contract: x\nextends: [kep]\n", &[][..], "2:10 `extends` must be a string, not array", ""),
        ("contract: x\nextends: kepp\n", &[], "2:10 `kepp` is neither a contract that ships", "mean `kep`?"),
        (
            "contract: x\nextends: no.yml\n",
            &[],
            "2:10 `no.yml`, which is to be extended, can't be read",
            "paths",
        ),
        ("contract: x\nextends: ./\n", &[], "2:10 `./`, which is to be extended, is a folder", "paths"),
        ("contract: x\nextends: c.yml\n", &[], "2:10 `extends` goes in a circle: c.yml → c.yml", "remove"),
        (
            "contract: x\nextends: kep\nslots: [{id: goals, min: {chars: 5}}]\n",
            &[],
            "3:9 `name` is missing",
            "such as",
        ),
    ] {
        assert_told(text, others, &[(message, help)]);
    }
}

/// What is told with its file.
fn told_of(text: &str, others: &[(&str, &str)]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in others.iter().chain([&("c.yml", text)]) {
        fs::write(folder.path().join(name), text).expect("written");
    }
    let workspace = Workspace { current: folder.path().to_owned() };
    let (_, problems) = read_contract(&workspace, Path::new("c.yml"), folder.path());
    let told = problems.iter().map(|problem| {
        let start = problem.place.as_ref().expect("a place").start;
        format!("{}:{}:{} {}", problem.path, start.line, start.column, problem.message.render(Lang::En))
    });
    told.collect()
}

#[test]
fn circles_and_mistakes_of_what_is_inherited_name_their_file() {
    let circle = [("a.yml", "contract: a\nextends: b.yml\n"), ("b.yml", "contract: b\nextends: ./a.yml\n")];
    assert_eq!(
        told_of("contract: x\nextends: a.yml\n", &circle),
        ["b.yml:2:10 `extends` goes in a circle: a.yml → b.yml → a.yml"]
    );
    let wrong = [("a.yml", "contract: a\norder: none\nslots: [{id: a, nam: A}]\n")];
    assert_eq!(
        told_of("contract: x\nextends: a.yml\nordr: none\n", &wrong),
        ["a.yml:3:17 unknown key `nam`", "c.yml:3:1 unknown key `ordr`"]
    );
    let syntax = [("a.yml", "contract: [\n")];
    let told = told_of("contract: x\nextends: a.yml\n", &syntax);
    assert!(told.len() == 1 && told[0].starts_with("a.yml:1:11 not valid YAML"), "{told:?}");
}

#[test]
fn own_keys_replace_inherited_ones_and_slots_keep_their_place() {
    let base = "contract: base\norder: declared\nlang: [zh]\nfields: {甲: {required: true, en: A}, 乙: {type: date}}\n\
        slots:\n  - {id: a, name: A, min: {chars: 5}, slots: [{id: x, name: X}, {id: y, name: Y, level: 3}]}\n\
        \x20 - {id: b, name: B}\n";
    let own = "contract: own\nextends: base.yml\nlang: [en]\nfields: {丙: {}, 甲: {type: url}}\n\
        slots:\n  - {id: c, name: C}\n  - {id: a, required: false, slots: [{id: z, name: Z}, {id: y, level: any}]}\n";
    let (contract, told) = read_beside(own, &[("base.yml", base)]);
    let contract = contract.unwrap_or_else(|| panic!("{told:#?}"));
    assert_eq!((contract.name.as_str(), contract.in_order, contract.languages.len()), ("own", true, 1));
    let ids: Vec<_> = contract.slots.iter().map(|slot| slot.id.as_str()).collect();
    assert_eq!(ids, ["a", "a.x", "a.y", "a.z", "b", "c"]);
    let ends: Vec<_> = contract.slots.iter().map(|slot| (slot.parent, slot.end)).collect();
    assert_eq!(ends, [(None, 4), (Some(0), 2), (Some(0), 3), (Some(0), 4), (None, 5), (None, 6)]);
    assert_eq!((contract.slots[0].length.min, contract.slots[0].presence), (5, Presence::Optional));
    assert_eq!(contract.slots[2].levels, None);
    assert_eq!(&*contract.slots[0].origin.file.path, "c.yml");
    assert_eq!(&*contract.slots[4].origin.file.path, "base.yml");
    let names: Vec<_> =
        contract.fields.iter().map(|field| field.name.all().next().unwrap_or_default()).collect();
    assert_eq!(names, ["甲", "乙", "丙"]);
    let first = &contract.fields[0];
    assert!(first.required && first.name.en.as_deref() == Some("A") && matches!(first.kind, FieldKind::Url));
}

#[test]
fn what_is_not_said_is_as_documented() {
    let (contract, _) = read(&examples()[0]);
    let contract = contract.expect("it reads");
    let slot = |id: &str| contract.slots.iter().find(|slot| slot.id == id).unwrap_or_else(|| panic!("{id}"));
    assert_eq!(slot("scenario.background").length, Length { min: 60, max: None, tables: true, code: true });
    assert_eq!(slot("scenario.needs").length.min, 20);
    let needs = slot("scenario.needs");
    assert!(needs.in_order && needs.placeholder_denied && needs.presence == Presence::Required);
    assert_eq!((needs.times.clone(), needs.forms.len(), needs.levels.clone()), (1..=1, 3, None));
    assert_eq!(slot("metrics.latency").forms, [Form::Heading, Form::LeadIn, Form::ListItem, Form::TableRow]);
    assert!(slot("metrics").citation && !slot("metrics.latency").citation);
    let unit = contract.unit.as_ref().expect("a unit");
    assert_eq!((unit.levels.clone(), unit.identity.len(), unit.unless.len()), (1..=4, 2, 2));
    let (bare, _) = read("contract: x\nslots: [{id: a, name: A, min: {times: 2}}]\n");
    let bare = bare.expect("it reads");
    assert_eq!(bare.slots[0].forms, [Form::Heading, Form::LeadIn]);
    assert_eq!(
        (bare.slots[0].times.clone(), bare.slots[0].length.min, bare.in_order),
        (2..=u32::MAX, 0, false)
    );
    assert_eq!(bare.languages.len(), 2);
}

#[test]
fn too_much_is_told_once() {
    let many = |count: usize, slot: &dyn Fn(usize) -> String| {
        let slots: String = (0..count).map(slot).collect();
        format!("contract: x\nslots:\n{slots}")
    };
    let slots = many(600, &|n| format!("  - {{id: s{n}, name: s{n}}}\n"));
    assert_told(&slots, &[], &[("503:5 a contract may have at most 500 slots", "two contracts")]);
    let patterns = many(100, &|n| format!("  - {{id: s{n}, name: s{n}, patterns: [a, b, c, d, e, f]}}\n"));
    assert_told(&patterns, &[], &[("86:43 a contract may have at most 500 patterns", "two contracts")]);
    // As deep as values may nest.
    let deep =
        (0..20).fold("[]".to_owned(), |slots, n| format!("[{{id: s{n}, name: s{n}, slots: {slots}}}]"));
    assert_told(&format!("contract: x\nslots: {deep}\n"), &[], &[]);
    let abyss = (0..9_000).fold("[]".to_owned(), |slots, _| format!("[{{id: s, slots: {slots}}}]"));
    assert_eq!(read(&format!("contract: x\nslots: {abyss}\n")).1.len(), 1);
}
