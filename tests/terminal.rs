//! What reaches a terminal: colour where it is wanted, and never what a document or an argument could do to it.

mod folder;

use std::fs;

use folder::{BLANK, CLEAN, Folder, Ran, ran};

/// Variables of the environment with their values.
type Variables<'a> = &'a [(&'a str, &'a str)];

/// The program with `arguments` and `switches` in an environment of `variables` only.
fn run(folder: &Folder, arguments: &[&str], switches: &[&str], variables: Variables<'_>) -> Ran {
    let mut command = folder.command(&[arguments, switches].concat());
    ran(command.envs(variables.iter().copied()))
}

#[test]
fn each_stream_is_coloured_as_asked() {
    let folder = Folder::new(&[("a.md", BLANK)]);
    // Arguments, and whether there is colour to see on standard output and on standard error.
    let commands: [(&[&str], bool, bool); 23] = [
        (&["check", "--format", "concise"], true, true),
        (&["check", "--format", "pretty"], true, true),
        (&["check", "--format", "json"], false, false),
        (&["check", "--format", "jsonl"], false, false),
        (&["check", "--output-file", "report.txt"], false, true),
        (&["status", "--contract", "adr"], true, false),
        (&["status", "--contract", "adr", "--format", "markdown"], false, false),
        (&["status", "--contract", "adr", "--format", "json"], false, false),
        (&["claims"], true, false),
        (&["claims", "--format", "csv"], false, false),
        (&["claims", "--format", "json"], false, false),
        (&["contract", "explain", "--contract", "adr"], true, false),
        (&["contract", "explain", "--contract", "adr", "--format", "json"], false, false),
        (&["contract", "derive"], false, false),
        (&["new", "--contract", "adr"], false, false),
        (&["rules"], true, false),
        (&["rules", "MD009"], false, false),
        (&["schema", "output"], false, false),
        (&["--help"], true, false),
        (&["check", "--help"], true, false),
        (&["check", "--no-such-option"], false, true),
        (&["check", "--format", "xml"], false, true),
        (&[], false, true),
    ];
    // Switches and variables, and whether they ask for colour where there is no terminal.
    let settings: [(&[&str], Variables<'_>, bool); 8] = [
        (&[], &[], false),
        (&["--color", "always"], &[], true),
        (&["--color=always"], &[("NO_COLOR", "1")], true),
        (&["--color", "never"], &[("FORCE_COLOR", "1")], false),
        (&["--color=auto"], &[("FORCE_COLOR", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("FORCE_COLOR", "0"), ("CLICOLOR_FORCE", "1")], false),
        (&[], &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], false),
    ];
    let is_colored = |text: &str| text.contains('\u{1b}');
    for (arguments, out, err) in commands {
        for (switches, variables, asked) in settings {
            let ran = run(&folder, arguments, switches, variables);
            let seen = (is_colored(&ran.out), is_colored(&ran.err));
            let case = format!("{arguments:?} {switches:?} {variables:?}");
            assert_eq!(seen, (asked && out, asked && err), "{case}:\n{}{}", ran.out, ran.err);
        }
    }
    let report = fs::read_to_string(folder.path().join("report.txt")).expect("it was written");
    assert!(report.starts_with("a.md:3:6: warning["), "{report:?}");
}

/// What would turn a terminal red, clear it, and turn the order of what it shows around.
const EVIL: &str = "\u{1b}[31m\u{9b}2J\u{7f}\u{202e}\r\u{2067}\n";

fn steers(text: &str) -> bool {
    text.contains(|c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{2067}'))
}

#[test]
fn nothing_in_an_argument_or_a_variable_steers_the_terminal() {
    let folder = Folder::new(&[]);
    for arguments in [
        &["EVIL"][..],
        &["check", "aEVIL.md", "--format", "pretty"],
        &["check", "aEVIL.md", "--format", "concise"],
        &["check", "aEVIL.md", "--format", "json"],
        &["check", "aEVIL.md", "--format", "jsonl"],
        &["check", "*EVIL*"],
        &["check", "[EVIL"],
        &["check", "--foEVIL=x"],
        &["check", "--format", "jsonEVIL"],
        &["check", "--preset", "strictEVIL"],
        &["check", "--threads", "1EVIL"],
        &["check", "--config", "aEVIL.toml"],
        &["check", "--output-file", "no/such/folderEVIL"],
        &["status", "aEVIL.md"],
        &["status", "--contract", "aEVIL"],
        &["status", "--contract", "aEVIL.yml"],
        &["status", "--write", "aEVIL.md"],
        &["contract", "check", "aEVIL.yml"],
        &["contract", "explain", "aEVIL.md"],
        &["contract", "derive", "aEVIL.md"],
        &["new", "--contract", "aEVIL"],
        &["new", "--plan", "aEVIL.md", "--case", "a"],
        &["new", "--contract", "adr", "-o", "no/such/folderEVIL"],
        &["rules", "MD009EVIL"],
        &["rules", "--lang", "enEVIL"],
        &["rules", "--color", "alwaysEVIL"],
    ] {
        let arguments: Vec<String> = arguments.iter().map(|word| word.replace("EVIL", EVIL)).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ran = run(&folder, &arguments, &[], &[]);
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.err);
        let said = ran.out + &ran.err;
        assert!(!steers(&said), "{arguments:?}: {said:?}");
        assert!(said.contains(r"\u{1b}[31m") || said.contains(r"\u001b[31m"), "{arguments:?}: {said}");
    }
    // Of an unknown short option clap shows the first character alone.
    let short = run(&folder, &["check", &format!("-{EVIL}")], &[], &[]);
    assert!(short.code == 2 && !steers(&short.err), "{:?}", short.err);
    let language = run(&folder, &["rules"], &[], &[("CASEGATE_LANG", EVIL)]);
    assert!(language.code == 0 && !steers(&language.err), "{:?}", language.err);
    let colored = run(&folder, &["check", "--fo\u{1b}[31m"], &["--color", "always"], &[]).err;
    assert!(colored.contains(r"--fo\u{1b}[31m") && colored.contains('\u{1b}'), "{colored:?}");
    assert!(!colored.contains("--fo\u{1b}"), "{colored:?}");
}

#[test]
fn an_unknown_language_in_the_environment_is_told_once() {
    let folder = Folder::new(&[("a.md", BLANK)]);
    // The variable, switches, and whether its value is complained about.
    for (value, switches, complains) in [
        ("fr", &[][..], true),
        ("zh_TW.UTF-8", &[], false),
        ("C", &[], false),
        ("", &[], false),
        ("fr", &["--lang", "en"], false),
    ] {
        let ran = run(&folder, &["check"], switches, &[("CASEGATE_LANG", value)]);
        let told = "casegate: CASEGATE_LANG: unknown language fr; possible values: en, zh-CN\n";
        assert_eq!(ran.err.matches("CASEGATE_LANG").count(), usize::from(complains), "{value}: {}", ran.err);
        assert_eq!(ran.err.starts_with(told), complains, "{value}: {}", ran.err);
        assert_eq!((ran.code, ran.out.lines().count()), (0, 1), "{value}: the run goes on");
    }
}

#[test]
fn wrong_usage_is_told_on_standard_error_alone() {
    let folder = Folder::new(&[("a.md", BLANK)]);
    for (arguments, told) in [
        (&["check", "--threads", "0"][..], "--threads"),
        (&["check", "--threads=-1"], "--threads"),
        (&["check", "--threads", "many"], "--threads"),
        (&["check", "--format", "xml"], "possible values: pretty, concise, json, jsonl"),
        (&["check", "--preset", "recomended"], "'recommended'"),
        (&["chek"], "'check'"),
        (&["rules", "--lang", "fr"], "[possible values: en, zh-CN]"),
        (&["completions", "tcsh"], "[possible values: bash, elvish, fish, powershell, zsh]"),
    ] {
        let ran = run(&folder, arguments, &[], &[]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.starts_with("error: ") && ran.err.contains(told), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn statistics_count_findings_by_rule() {
    let error = "[rules]\nMD009 = \"error\"\n";
    let folder = Folder::new(&[
        ("a.md", "# A\n\nText. \n\n```\nx\n```\n"),
        ("b.md", "# B\n\n[x](#no) \n"),
        ("strict/casegate.toml", error),
        ("strict/c.md", BLANK),
    ]);
    let english = "\
findings  rule                         severity  fixable  what it finds
       2  format/no-trailing-spaces    warning         2  blanks at the end of a line
       1  format/fenced-code-language  warning         0  a fenced code block that does not name its language
       1  format/no-trailing-spaces    error           1  blanks at the end of a line
       1  technical/broken-anchor      error           0  a link to an anchor that its document does not have
";
    let chinese = "\
数量  规则                         严重级别  可修复  检查内容
   2  format/no-trailing-spaces    warning        2  行尾有多余的空白
   1  format/fenced-code-language  warning        0  围栏代码块没有标明语言
   1  format/no-trailing-spaces    error          1  行尾有多余的空白
   1  technical/broken-anchor      error          0  链接的锚点在目标文档中不存在
";
    for (lang, table) in [("en", english), ("zh-CN", chinese)] {
        for format in ["pretty", "concise", "json", "jsonl"] {
            let arguments = ["check", "--format", format, "--lang", lang];
            let without = folder.run(&arguments);
            let with = run(&folder, &arguments, &["--statistics"], &[]);
            assert_eq!(with.out, without.out, "{format}: the report stays as it is");
            let separator = if without.err.is_empty() { "" } else { "\n" };
            assert_eq!(with.err, format!("{}{separator}{table}", without.err), "{format}");
        }
    }
    folder.write("bad.md", b"\xff");
    let trouble = folder.run(&["check", "bad.md", "--statistics"]).err;
    assert!(trouble.ends_with("\n       1  not-utf8  error           0\n"), "{trouble}");
    let clean = Folder::new(&[("a.md", CLEAN)]);
    assert_eq!(clean.run(&["check", "--format", "json", "--statistics"]).err, "", "no finding, no table");
}

#[test]
fn timing_says_what_took_how_long() {
    let folder = Folder::new(&[("a.md", BLANK), ("b.md", "# B\n\n[x](a.md#no)\n")]);
    for (lang, header, steps, sum) in [
        (
            "en",
            "ms, summed over threads",
            ["finding documents", "reading", "parsing", "facts for other documents", "looking up links"],
            "sum",
        ),
        (
            "zh-CN",
            "毫秒（各线程之和）",
            ["查找文档", "读取", "解析", "提取跨文档信息", "查找链接目标"],
            "合计",
        ),
    ] {
        for format in ["concise", "json"] {
            let arguments = ["check", "--format", format, "--lang", lang];
            let without = folder.run(&arguments);
            let with = run(&folder, &arguments, &["--timing"], &[]);
            assert_eq!((with.code, &with.out), (without.code, &without.out), "the report stays as it is");
            let table = with.err.strip_prefix(&without.err).expect("the summary stays as it is").trim_start();
            let lines: Vec<&str> = table.lines().collect();
            let [first, rows @ .., last] = lines.as_slice() else { panic!("{table}") };
            assert!(first.starts_with(header), "{table}");
            let number = |line: &str| -> f64 {
                line.split_whitespace().next().and_then(|word| word.parse().ok()).expect("a number")
            };
            assert!(rows.is_sorted_by(|a, b| number(a) >= number(b)), "{table}");
            let total: f64 = rows.iter().map(|row| number(row)).sum();
            // Each row is rounded to a tenth.
            assert!((total - number(last)).abs() <= 0.05 * lines.len() as f64, "{table}");
            assert!(last.ends_with(&format!("100.0%  {sum}")), "{table}");
            let on = casegate::rules::all().filter(|rule| rule.recommended).map(|rule| rule.id);
            for step in steps.into_iter().chain(on) {
                let named = rows.iter().filter(|row| row.ends_with(&format!("%  {step}"))).count();
                assert_eq!(named, 1, "{step}: {table}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn the_exit_code_does_not_need_standard_error() {
    use std::process::{Command, Stdio};

    let folder = Folder::new(&[("a.md", BLANK)]);
    for (severity, code) in [("warning", 1), ("error", 0)] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let status = Command::new(env!("CARGO_BIN_EXE_casegate"))
            .current_dir(folder.path())
            .args(["check", "--statistics", "--fail-on", severity])
            .stdout(Stdio::null())
            .stderr(writer)
            .status()
            .expect("the program starts");
        assert_eq!(status.code(), Some(code), "{severity}");
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_quiet_success_for_every_command() {
    use std::process::Command;

    let folder = Folder::new(&[("a.md", BLANK)]);
    for arguments in [
        &["check"][..],
        &["check", "--format", "json"],
        &["status", "--contract", "adr"],
        &["contract", "explain", "--contract", "adr"],
        &["contract", "derive"],
        &["new", "--contract", "adr"],
        &["rules"],
        &["rules", "MD009"],
        &["completions", "bash"],
        &["man"],
        &["schema", "output"],
        &["--help"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = Command::new(env!("CARGO_BIN_EXE_casegate"))
            .current_dir(folder.path())
            .args(arguments)
            .stdout(writer)
            .output()
            .expect("the program starts");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
}

/// The options that the help of a command lists.
fn options(folder: &Folder, command: &str) -> Vec<String> {
    let help = folder.run(&[command, "--help"]).out;
    let lines = help.lines().filter(|line| line.trim_start().starts_with('-'));
    let names: Vec<_> =
        lines.filter_map(|line| line.split_whitespace().find(|word| word.starts_with("--"))).collect();
    assert!(names.len() > 2, "{help}");
    names.into_iter().map(str::to_owned).collect()
}

/// The commands that the help lists, without `help` itself.
fn commands(folder: &Folder) -> Vec<String> {
    let help = folder.run(&["--help"]).out;
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names: Vec<_> = list.map_while(|line| line.split_whitespace().next().map(str::to_owned)).collect();
    assert!(names.len() > 2, "{help}");
    names.into_iter().filter(|name| name != "help").collect()
}

#[test]
fn completions_know_every_command_and_option() {
    let folder = Folder::new(&[]);
    let options = options(&folder, "check");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = folder.run(&["completions", shell]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{shell}");
        for name in commands(&folder) {
            assert!(ran.out.contains(&name), "{shell}: {name}");
        }
        for option in &options {
            assert!(ran.out.contains(option.trim_start_matches('-')), "{shell}: {option}");
        }
    }
}

#[cfg(unix)]
#[test]
fn bash_understands_its_completions() {
    let script = Folder::new(&[]).run(&["completions", "bash"]).out;
    let mut bash = assert_cmd::Command::new("bash");
    // Where there is no bash nobody can ask it.
    let Ok(output) = bash.arg("-n").write_stdin(script).output() else { return };
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn manual_pages_know_every_command_and_option() {
    let folder = Folder::new(&[]);
    let page = |arguments: &[&str]| {
        let ran = folder.run(&[&["man"], arguments].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
        assert!(ran.out.starts_with(r".ie \n(.g .ds Aq \(aq"), "{arguments:?}: {}", ran.out);
        ran.out
    };
    let main = page(&[]);
    assert!(main.contains("\n.TH casegate 1 "), "{main}");
    for name in commands(&folder) {
        assert!(main.contains(&format!("casegate\\-{name}(1)")), "{name}: {main}");
        let own = page(&[&name]);
        assert!(own.contains(&format!("\n.TH casegate-{name} 1 ")), "{own}");
        for option in options(&folder, &name) {
            assert!(own.contains(&format!(r"\fB{}\fR", option.replace('-', r"\-"))), "{option}: {own}");
        }
    }
    let unknown = folder.run(&["man", "chek"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert_eq!(unknown.err, "casegate: there is no command chek\n");
}
