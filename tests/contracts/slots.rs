//! Mistakes of slots and of what their content must hold.

use super::assert_told;

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
