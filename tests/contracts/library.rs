//! Which contracts and which plan the configuration of a library names.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use casegate::config::{Configs, Selection};
use casegate::contract::Contract;
use casegate::library::Library;
use casegate::message::Lang;
use casegate::workspace::Workspace;
use tempfile::TempDir;

/// The library of a folder with these files, and what is wrong with it.
fn load(files: &[(&str, &str)], folder: &str) -> (TempDir, Library, Vec<String>) {
    // Brackets in the path of a library are no pattern.
    let root = tempfile::Builder::new().prefix("[a]").tempdir().expect("a temporary folder");
    for (name, text) in files {
        let file = root.path().join(name);
        fs::create_dir_all(file.parent().expect("a parent")).expect("created");
        fs::write(file, text).expect("written");
    }
    let workspace = Workspace { current: root.path().to_owned() };
    let mut configs = Configs::new(workspace.clone(), Selection::default());
    let folder = root.path().join(folder);
    let base = configs.of_folder(&folder);
    let told = configs.take_diagnostics();
    assert!(told.is_empty(), "{told:#?}");
    let (library, problems) = Library::load(&workspace, &base, &folder);
    let problems = problems.iter().map(|problem| {
        let line = problem.place.as_ref().map_or(0, |place| place.start.line);
        let column = problem.place.as_ref().map_or(0, |place| place.start.column);
        format!("{}:{line}:{column} {} {}", problem.path, problem.rule, problem.message.render(Lang::En))
    });
    let problems = problems.collect();
    (root, library, problems)
}

fn names(library: &Library) -> Vec<&str> {
    library.contracts.iter().map(|contract| contract.name.as_str()).collect()
}

fn holds_for(contract: &Arc<Contract>, path: &Path) -> bool {
    contract.holds_for(path)
}

#[test]
fn contracts_come_in_the_order_of_the_configuration_and_each_once() {
    let toml = "[library]\ncontracts = [\"c/z.yml\", \"kep\", \"c/*.yml\"]\n";
    let files = [
        ("casegate.toml", toml),
        ("c/z.yml", "contract: z\n"),
        ("c/a.yml", "contract: a\nextends: adr\n"),
        ("c/b.yml", "contract: b\nextends: ../d/base.yml\n"),
        ("d/base.yml", "contract: base\napplies: [docs]\n"),
    ];
    let (root, library, problems) = load(&files, "");
    assert!(problems.is_empty(), "{problems:#?}");
    assert_eq!(names(&library), ["z", "kep", "a", "b"]);
    let named = |name: &str| library.contract(name).unwrap_or_else(|| panic!("{name}"));
    assert!(!named("a").slots.is_empty());
    // Patterns start at the folder of the configuration, wherever the contract is.
    assert!(holds_for(&named("b"), &root.path().join("docs/a.md")));
    assert!(holds_for(&named("kep"), &root.path().join("keps/sig/12-x/README.md")));
    assert!(!holds_for(&named("kep"), &root.path().join("c/README.md")));
    // What ships is known by name without being listed.
    assert_eq!(named("case-study").name, "case-study");
    assert!(library.contract("nothing").is_none());
}

#[test]
fn a_contract_of_the_library_counts_before_one_that_ships() {
    let files = [
        ("casegate.toml", "[library]\ncontracts = [\"own.yml\"]\n"),
        ("own.yml", "contract: case-study\nextends: case-study\nslots: [{id: own, name: Own}]\n"),
    ];
    let (_root, library, problems) = load(&files, "");
    assert!(problems.is_empty(), "{problems:#?}");
    let contract = library.contract("case-study").expect("it is there");
    assert_eq!(contract.slots.last().expect("a slot").id, "own");
}

#[test]
fn a_house_style_names_contracts_for_the_folder_of_whoever_extends_it() {
    let files = [
        ("style/casegate.toml", "[library]\ncontracts = [\"own.yml\"]\n"),
        ("style/own.yml", "contract: own\napplies: [cases/*.md]\n"),
        ("docs/casegate.toml", "extends = \"../style/casegate.toml\"\n"),
    ];
    let (root, library, problems) = load(&files, "docs");
    assert!(problems.is_empty(), "{problems:#?}");
    assert!(holds_for(&library.contracts[0], &root.path().join("docs/cases/a.md")));
    assert!(!holds_for(&library.contracts[0], &root.path().join("style/cases/a.md")));
}

#[test]
fn what_can_not_be_read_is_told_where_it_is_named() {
    let toml = "[library]\ncontracts = [\n  \"gone.yml\",\n  \"x/*.yml\",\n  \"one.yml\",\n  \"two.yml\",\n  \"bad.yml\",\n]\nplan = \"gone.md\"\n";
    let files = [
        ("casegate.toml", toml),
        ("one.yml", "contract: same\n"),
        ("two.yml", "contract: same\n"),
        ("bad.yml", "contract: bad\nslot: []\n"),
    ];
    let (_root, library, problems) = load(&files, "");
    assert_eq!(names(&library), ["same"]);
    assert!(library.plan.is_none());
    let expected = [
        "casegate.toml:3:3 invalid-configuration the contract gone.yml can't be read: ",
        "casegate.toml:4:3 invalid-configuration the pattern x/*.yml matches no contract",
        "casegate.toml:6:3 invalid-configuration the contract two.yml is called `same`, and so is one.yml",
        "bad.yml:2:1 invalid-contract unknown key `slot`",
        "casegate.toml:9:8 invalid-configuration the plan gone.md can't be read: ",
    ];
    assert_eq!(problems.len(), expected.len(), "{problems:#?}");
    for (problem, begins) in problems.iter().zip(expected) {
        assert!(problem.starts_with(begins), "{problem}");
    }
}

#[test]
fn a_plan_is_read() {
    let files = [("docs/casegate.toml", "library.plan = \"plan.md\"\n"), ("docs/plan.md", "# Plan\n")];
    let (_root, library, problems) = load(&files, "docs");
    assert!(problems.is_empty(), "{problems:#?}");
    assert_eq!(&*library.plan.expect("a plan").path, "docs/plan.md");
}
