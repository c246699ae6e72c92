//! Mistakes of a contract outside its slots.

use super::{assert_told, examples, read};

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

#[test]
fn no_mistake_costs_more_than_a_message() {
    let whole = &examples()[0];
    let mut seen = 0;
    for (at, c) in whole.char_indices().filter(|(_, c)| "{}[]:,'|.".contains(*c)) {
        let (before, after) = (&whole[..at], &whole[at + c.len_utf8()..]);
        for text in [before.to_owned(), format!("{before}{after}"), format!("{before}0{after}")] {
            // What is told has a place, which `read` asks for.
            seen += usize::from(!read(&text).1.is_empty());
        }
    }
    assert!(seen > 500, "{seen}");
}
