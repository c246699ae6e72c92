//! Zero wrong spans: over every fixture, and over every Markdown file below the folder that `CASEGATE_CORPUS` names.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use casegate::document::{Document, Kind, LinkForm, NodeId};
use casegate::markdown;
use casegate::source::SourceFile;
use proptest::test_runner::{Config as ProptestConfig, RngSeed};

/// How many broken invariants are shown before the test gives up counting them one by one.
const SHOWN: usize = 40;

#[test]
fn every_span_holds_what_its_node_is() {
    let mut files = Vec::new();
    collect(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures")), &mut files);
    if let Some(corpus) = env::var_os("CASEGATE_CORPUS") {
        collect(Path::new(&corpus), &mut files);
    }
    let (mut nodes, mut wrong) = (0, Vec::new());
    for file in &files {
        let Ok(text) = fs::read_to_string(file) else { continue };
        let doc = markdown::parse(SourceFile::new(file.to_string_lossy(), text));
        nodes += doc.nodes().len();
        check(&doc, &mut wrong);
    }
    println!("checked the spans of {nodes} nodes in {} files", files.len());
    let shown = wrong.iter().take(SHOWN).fold(String::new(), |mut shown, line| {
        let _ = writeln!(shown, "{line}");
        shown
    });
    assert!(wrong.is_empty(), "{} wrong spans\n{shown}", wrong.len());
    assert!(nodes > 1000, "the fixtures must exercise the invariants");
}

/// The slices of all nodes of one kind, in order.
fn slices(name: &str, kind: impl Fn(Kind) -> bool) -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/document").join(name);
    let doc = markdown::parse(SourceFile::new(name, fs::read_to_string(file).expect("the fixture is there")));
    let ids = (0..doc.nodes().len() as NodeId).filter(|&id| kind(doc.node(id).kind));
    ids.map(|id| doc.slice(id).to_owned()).collect()
}

fn marked(kind: Kind) -> bool {
    matches!(kind, Kind::Code | Kind::Strong | Kind::Link)
}

// The four constructs behind which comrak's own columns are wrong, each with what comes after it.

#[test]
fn an_escaped_pipe_shifts_nothing() {
    assert_eq!(slices("escaped-pipe.md", marked), ["`a\\|b`", "**丙**", "[丁](#d)"]);
    let cells = slices("escaped-pipe.md", |kind| kind == Kind::Cell);
    assert_eq!(cells, ["名称", "条件", "`a\\|b`", "甲 \\| 乙 \\| **丙** 与 [丁](#d)"]);
}

#[test]
fn a_target_on_the_next_line_shifts_nothing() {
    let link = "[说明](\n  https://example.org/a)";
    assert_eq!(slices("wrapped-target.md", marked), [link, "**后文**", "`code`"]);
}

#[test]
fn definitions_before_a_text_shift_nothing() {
    assert_eq!(slices("leading-definitions.md", marked), ["[甲]", "**乙**", "`码`"]);
    let paragraphs = slices("leading-definitions.md", |kind| kind == Kind::Paragraph);
    assert_eq!(paragraphs, ["正文引用 [甲] 与 **乙** 之 `码`。"]);
}

#[test]
fn a_tab_before_a_continued_line_shifts_nothing() {
    assert_eq!(slices("tab-continuation.md", marked), ["**粗**", "`码`", "[链](#l)"]);
}

#[test]
fn definitions_are_listed_with_their_targets() {
    let text = "[a]: /x \"t\"\ntext [a]\n\n> [B c]:\n>   <y z>\n\n- item\n\n  [d]: z\n\n`[e]: no`\n\n```text\n[f]: no\n```\n";
    let doc = markdown::parse(SourceFile::new("a.md", text.to_owned()));
    let slice = |span| doc.source.slice(span);
    let found: Vec<_> = doc
        .definitions()
        .iter()
        .map(|definition| (slice(definition.label), slice(definition.target)))
        .collect();
    assert_eq!(found, [("a", "/x"), ("B c", "y z"), ("d", "z")]);
}

#[test]
fn links_know_how_they_are_written() {
    let text = "[a](b) [a][] [a] [t][a] <https://x.org> https://y.org ![i](j)\n\n[a]: c\n";
    let doc = markdown::parse(SourceFile::new("a.md", text.to_owned()));
    let forms: Vec<_> = doc.links().iter().map(|link| link.form).collect();
    use LinkForm::{Angle, Bare, Collapsed, Full, Inline, Shortcut};
    assert_eq!(forms, [Inline, Collapsed, Shortcut, Full, Angle, Bare, Inline]);
}

/// Pieces that meet in awkward ways: containers, tabs, escapes, entities, other scripts and broken markup.
#[rustfmt::skip]
const PIECES: [&str; 62] = [
    "\n", "\n\n", "\r\n", "\r", "> ", ">", "- ", "1. ", "\t", "  ", "    ", "| ", "|", "|-|-|\n", "\\|", "\\", "*", "**",
    "_", "~~", "`", "``", "$", "[", "]", "[x]: /u\n", "](", ")", "![", "<", ">", "<br>", "&amp;", "&", "# ", "===\n",
    "---\n", "```\n", "[^1]", "[^1]: ", "中文。", "a b", "\u{a0}", "https://x.org/a", "[x]", "[x][]", "- [x] ",
    "> [!NOTE]\n", "+++\n", "<!-- c -->", "<div>\n", "$$", "$`", "`$", "\u{feff}", "\0", "a@b.c", "  \n", "\\\n",
    "(/u 't')", "&#35;", "𠮷",
];

proptest::proptest! {
    // The same arrangements in every run, so that a failure is no surprise to whoever changed nothing.
    #![proptest_config(ProptestConfig {
        cases: 2000,
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn no_arrangement_of_markup_gives_a_wrong_span(
        pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..40)
    ) {
        let doc = markdown::parse(SourceFile::new("a.md", pieces.concat()));
        let mut wrong = Vec::new();
        check(&doc, &mut wrong);
        proptest::prop_assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "md" || extension == "markdown") {
            files.push(path);
        }
    }
}

/// Collects a line for every invariant of ARCHITECTURE that the document breaks.
fn check(doc: &Document, wrong: &mut Vec<String>) {
    let text = doc.source.text();
    for (id, node) in doc.nodes().iter().enumerate() {
        let id = id as NodeId;
        let mut broken = |what: &str| {
            let span = node.span;
            let line = doc.source.line_of(span.start.min(text.len() as u32)) + 1;
            let slice: String =
                text.get(span.range()).unwrap_or("(not on character boundaries)").chars().take(60).collect();
            wrong.push(format!("{}:{line}: {what}: {:?} {span:?} {slice:?}", doc.source.path, node.kind));
        };
        if text.get(node.span.range()).is_none() {
            broken("not on character boundaries");
            continue;
        }
        if !doc.node(node.parent).span.contains(node.span) {
            broken("outside its parent");
        }
        let children: Vec<_> = doc.children(id).collect();
        if children.windows(2).any(|pair| doc.span(pair[0]).end > doc.span(pair[1]).start) {
            broken("children overlap or are out of order");
        }
        if !begins_as_it_should(doc, id) {
            broken("does not hold what it is");
        }
        if node.kind.is_inline() && !follows_its_sibling(doc, id) {
            broken("a gap before an inline");
        }
    }
    for definition in doc.definitions() {
        let slice = doc.source.slice(definition.span);
        if !slice.starts_with('[') || !slice.contains("]:") {
            wrong.push(format!("{}: definition {slice:?}", doc.source.path));
        }
    }
}

/// The slice begins, and for most kinds ends, with the node's own marker.
fn begins_as_it_should(doc: &Document, id: NodeId) -> bool {
    let node = doc.node(id);
    let slice = doc.slice(id);
    let framed = |open: &[&str], close: &[&str]| {
        open.iter().any(|open| slice.starts_with(open)) && close.iter().any(|close| slice.ends_with(close))
    };
    let content_starts = !slice.starts_with([' ', '\t', '\n', '\r']) && !slice.is_empty();
    match node.kind {
        Kind::Document => node.span == doc.source.span(),
        Kind::FrontMatter => framed(&["---", "+++"], &["---", "+++"]),
        Kind::BlockQuote | Kind::Alert => slice.starts_with('>'),
        Kind::List { ordered: false } => framed(&["-", "*", "+"], &[""]),
        Kind::List { ordered: true } => slice.starts_with(|start: char| start.is_ascii_digit()),
        Kind::Item { .. } => slice.starts_with(|start: char| "-*+".contains(start) || start.is_ascii_digit()),
        Kind::Paragraph | Kind::Table => content_starts,
        Kind::Row { .. } => content_starts && !slice.contains(['\n', '\r']),
        Kind::Heading { setext: false, level } => {
            let marker = slice.len() - slice.trim_start_matches('#').len();
            marker == level as usize && !slice.contains(['\n', '\r'])
        }
        Kind::Heading { setext: true, level } => {
            let underline = slice.split(['\n', '\r']).next_back().unwrap_or_default();
            let underline = underline.trim_start_matches([' ', '\t', '>']);
            content_starts && underline.starts_with(if level == 1 { '=' } else { '-' })
        }
        Kind::ThematicBreak => framed(&["-", "*", "_"], &["-", "*", "_"]),
        Kind::CodeBlock { fenced: true } => framed(&["```", "~~~"], &[""]),
        Kind::CodeBlock { fenced: false } => !slice.trim_ascii().is_empty(),
        Kind::HtmlBlock => slice.trim_start().starts_with('<'),
        Kind::FootnoteDefinition => slice.starts_with("[^"),
        Kind::Cell => {
            !slice.starts_with([' ', '\t']) && !slice.ends_with([' ', '\t']) && between_pipes(doc, id)
        }
        Kind::Text { verbatim } => {
            !slice.is_empty() && !slice.contains(['\n', '\r']) && (verbatim || slice.contains(['\\', '&']))
        }
        Kind::SoftBreak | Kind::LineBreak => {
            slice.trim_start_matches([' ', '\t', '\\']).trim_end_matches(['\n', '\r']).is_empty()
                && slice.ends_with(['\n', '\r'])
        }
        Kind::Code => framed(&["`"], &["`"]) && slice.len() > 1,
        Kind::HtmlInline => framed(&["<"], &[">"]),
        Kind::Emphasis => framed(&["*"], &["*"]) || framed(&["_"], &["_"]),
        Kind::Strong => framed(&["**"], &["**"]) || framed(&["__"], &["__"]),
        Kind::Strikethrough => framed(&["~"], &["~"]),
        Kind::FootnoteReference => framed(&["[^"], &["]"]),
        Kind::Math => framed(&["$"], &["$"]) && slice.len() > 1,
        Kind::Image => framed(&["!["], &["]", ")"]),
        Kind::Link => doc.links().iter().find(|link| link.node == id).is_some_and(|link| match link.form {
            LinkForm::Inline => framed(&["["], &[")"]),
            LinkForm::Full | LinkForm::Shortcut => framed(&["["], &["]"]),
            LinkForm::Collapsed => framed(&["["], &["[]"]),
            LinkForm::Angle => framed(&["<"], &[">"]),
            LinkForm::Bare => content_starts && !slice.contains([' ', '\n']),
        }),
    }
}

/// Inlines leave nothing out but markers: what is between two siblings is at most indentation and quote markers of a new line.
fn follows_its_sibling(doc: &Document, id: NodeId) -> bool {
    let node = doc.node(id);
    let previous = doc.children(node.parent).take_while(|&sibling| sibling < id).last();
    let Some(previous) = previous else { return true };
    let gap = &doc.source.text()[doc.span(previous).end as usize..node.span.start as usize];
    match doc.node(previous).kind {
        Kind::SoftBreak | Kind::LineBreak => gap.trim_matches([' ', '\t', '>']).is_empty(),
        _ => gap.is_empty(),
    }
}

/// A cell reaches from the pipe (or row end) before it to the one behind it.
fn between_pipes(doc: &Document, id: NodeId) -> bool {
    let (cell, row) = (doc.span(id), doc.span(doc.node(id).parent));
    let text = doc.source.text();
    let before = text[row.start as usize..cell.start as usize].trim_ascii_end();
    let behind = text[cell.end as usize..row.end as usize].trim_ascii_start();
    // A row with too few cells is filled up at its end.
    let inserted = cell.is_empty() && cell.start == row.end;
    inserted || (before.is_empty() || before.ends_with('|')) && (behind.is_empty() || behind.starts_with('|'))
}
