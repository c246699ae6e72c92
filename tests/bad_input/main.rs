//! Bad input gets a clear answer: for each kind of it, what is said and the exit code.

#[path = "../folder/mod.rs"]
mod folder;

mod changing;
mod code;
mod encoding;
mod endings;
mod heavy;
mod links;
mod mutated;
mod names;
mod output;
mod settings;
mod steering;

use serde_json::Value;

use folder::{Folder, text};

/// The exit code and the report of a check, line by line.
fn lines(folder: &Folder, arguments: &[&str]) -> (i32, Vec<String>) {
    let ran = folder.run(&[&["check"], arguments].concat());
    (ran.code, ran.out.lines().map(str::to_owned).collect())
}

/// The findings of a report.
fn findings(report: &Value) -> &[Value] {
    report["diagnostics"].as_array().expect("a list")
}

/// `path:line:column rule` of each finding under the preset `strict`, without line and column where it has no place.
fn strict(folder: &Folder, arguments: &[&str]) -> (i32, Vec<String>) {
    let (code, report) = folder.json(&[&["--preset", "strict"], arguments].concat());
    let found = findings(&report).iter().map(|found| {
        let (path, rule, start) = (text(&found["path"]), text(&found["rule"]), &found["span"]["start"]);
        match start["line"].as_u64() {
            Some(line) => format!("{path}:{line}:{} {rule}", start["column"]),
            None => format!("{path} {rule}"),
        }
    });
    (code, found.collect())
}

#[test]
fn every_kind_of_problem_has_a_message_in_chinese() {
    let folder =
        Folder::new(&[("casegate.toml", "x = 1\n"), ("sub/casegate.toml", ""), ("sub/a.md", "# A\n")]);
    folder.write("sub/gbk.md", b"# \xd6\xd0\n");
    folder.write("sub/utf16.md", b"\xff\xfe#\0");
    let (code, said) = lines(&folder, &["sub", "casegate.toml", "no.md", "*.rst", "[.md", "--lang", "zh-CN"]);
    assert_eq!(code, 2);
    for words in [
        "sub/gbk.md:1:3: error[not-utf8] sub/gbk.md 不是 UTF-8 编码：第 1 行第 3 列（字节 2）不是有效的字符",
        "sub/utf16.md: error[not-utf8] sub/utf16.md 的编码是 UTF-16，不是 UTF-8",
        "no.md: error[no-such-file] 没有文件或文件夹 no.md",
        "*.rst: error[no-such-file] 模式 *.rst 没有匹配到任何文件",
        "[.md: error[no-such-file] [.md 不是有效的模式：",
        "casegate.toml:1:1: error[invalid-configuration] 未知的键 `x`",
    ] {
        assert!(said.iter().any(|line| line.starts_with(words)), "{words}: {said:#?}");
    }
}
