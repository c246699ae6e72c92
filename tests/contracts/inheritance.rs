//! What contracts make of those that they extend.

use std::fs;
use std::path::Path;

use casegate::contract::{FieldKind, Presence};
use casegate::library::read_contract;
use casegate::message::Lang;
use casegate::workspace::Workspace;

use super::{assert_told, read_beside};

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
