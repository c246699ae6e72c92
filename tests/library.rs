//! The libraries under `fixtures/`: the model one passes its gate, the flawed one shows exactly what is planted in it.

use assert_cmd::Command;

struct Output {
    code: i32,
    stdout: String,
    stderr: String,
}

fn check(arguments: &[&str]) -> Output {
    let output = Command::cargo_bin("casegate")
        .expect("the binary is built")
        .arg("check")
        .args(arguments)
        .env_remove("CASEGATE_LANG")
        .output()
        .expect("the binary runs");
    Output {
        code: output.status.code().expect("it exits"),
        stdout: String::from_utf8(output.stdout).expect("reports are UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("summaries are UTF-8"),
    }
}

#[test]
fn the_model_library_passes_its_gate() {
    let Output { code, stdout, stderr } = check(&["--lang", "en", "--format", "concise", "fixtures/library"]);
    assert_eq!(code, 0, "{stderr}");
    insta::assert_snapshot!("model_library", format!("{stdout}---\n{stderr}"));
}

#[test]
fn the_model_library_passes_every_rule_but_the_line_length_that_chinese_paragraphs_have() {
    let Output { stdout, .. } =
        check(&["--lang", "en", "--preset", "strict", "--format", "concise", "fixtures/library"]);
    let planned = |line: &&str| line.contains("info[completeness/missing-case]");
    let others: Vec<_> = stdout.lines().filter(|line| !line.contains("MD013") && !planned(line)).collect();
    assert_eq!(others, [""; 0]);
}

#[test]
fn the_flawed_library_shows_what_is_planted_in_it() {
    for (lang, name) in [("en", "flawed_library_en"), ("zh-CN", "flawed_library_zh")] {
        let Output { code, stdout, stderr } =
            check(&["--lang", lang, "--format", "concise", "fixtures/cli/library"]);
        assert_eq!(code, 1);
        insta::assert_snapshot!(name, format!("{stdout}---\n{stderr}"));
    }
}

#[test]
fn reports_are_the_same_whatever_the_number_of_threads() {
    let report = |threads| check(&["--format", "json", "--threads", threads, "fixtures"]).stdout;
    let alone = report("1");
    for threads in ["2", "7"] {
        assert_eq!(report(threads), alone);
    }
}
