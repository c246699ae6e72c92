//! What a document or its name could do to a terminal does not get there, in any format.

use crate::folder::Folder;

/// Red text, C1's clearing of the screen, a bell, a backspace, and what turns the order of characters around.
const EVIL: &str = "\u{1b}[31m\u{9b}2J\u{7}\u{8}\u{7f}\u{202e}\u{2067}";

fn steers(text: &str) -> bool {
    text.contains(|c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{2067}'))
}

/// A document in which every rule that quotes a text has one to quote.
fn document() -> String {
    let text = "\
# ![EVIL](EVIL.md)

## EVIL

[EVIL](EVIL.md#EVIL) <a href=\"EVIL.html\"> [label EVIL][unknown EVIL] [^EVIL1] [^gone]

TODO: EVIL \n
【请填写EVIL】

| EVIL | n EVIL |
| ---- | ------ |
| EVIL | 1      |
| total EVIL | 3 |

```jsonEVIL
{\"a\": EVIL}
```

```json
{\"EVIL\": EVIL}
```

```yaml
\"EVIL: EVIL
```
";
    let front = "---\ntitle: EVIL\ntitle: EVIL\n---\n\n";
    format!("{front}{text}").replace("EVIL", EVIL)
}

#[test]
fn nothing_in_a_document_steers_the_terminal() {
    let folder = Folder::new(&[("a.md", &document())]);
    folder.write("b.md", format!("# B\n\n{EVIL} \u{e9}\n").replace('\u{e9}', "").as_bytes());
    folder.write("latin.md", [EVIL.as_bytes(), b"\xe9"].concat().as_slice());
    for format in ["pretty", "concise", "json", "jsonl"] {
        for lang in ["en", "zh-CN"] {
            let arguments = [
                "check",
                "--preset",
                "strict",
                "--statistics",
                "--timing",
                "--format",
                format,
                "--lang",
                lang,
            ];
            let ran = folder.run(&arguments);
            assert_eq!(ran.code, 2, "{format}: {}", ran.err);
            assert!(!steers(&ran.out), "{format}: {:?}", ran.out);
            assert!(!steers(&ran.err), "{format}: {:?}", ran.err);
            let escaped = if format.starts_with("json") { "\\u001b[31m" } else { "\\u{1b}[31m" };
            assert!(ran.out.contains(escaped), "{format}: {}", ran.out);
        }
    }
    // The rules that the document was made for have found something.
    let (_, report) = folder.json(&["--preset", "strict", "a.md"]);
    for rule in ["broken-link", "code-syntax", "unresolved-source", "front-matter", "placeholder"] {
        assert!(report.to_string().contains(rule), "{rule}: {report}");
    }
}

#[cfg(unix)]
#[test]
fn nothing_in_a_name_steers_the_terminal() {
    let name = format!("a{EVIL}\n.md");
    let folder = Folder::new(&[(&name, "# T\n\n[x](no.md) \n")]);
    folder.write(&format!("{EVIL}/casegate.toml"), b"x = 1\n");
    folder.write(&format!("{EVIL}/b.md"), b"\xff");
    std::os::unix::fs::symlink(EVIL, folder.path().join("dead.md")).expect("a link");
    std::fs::rename(folder.path().join(EVIL), folder.path().join(format!("{EVIL}x"))).expect("renamed");
    folder.write("c.md", b"\xff");
    for format in ["pretty", "concise", "json", "jsonl"] {
        let ran = folder.run(&["check", "--format", format]);
        assert_eq!(ran.code, 2);
        assert!(!steers(&ran.out) && !steers(&ran.err), "{format}: {:?} {:?}", ran.out, ran.err);
        let lines = ran.out.lines().count();
        assert!(format != "concise" || lines == 5, "one line for each finding: {}", ran.out);
    }
    let ran = folder.run(&["check", "-o", &format!("no/{EVIL}")]);
    assert_eq!(ran.code, 2);
    assert!(!steers(&ran.err) && ran.err.contains("\\u{1b}[31m"), "{:?}", ran.err);
}
