//! A contract over the one that it extends, put together before either is read, so that what is meant stands in one table.

use rustc_hash::FxHashMap;

use crate::value::{Data, Table, Value};

/// What `own` says, and what `inherited` says where `own` does not.
pub(crate) fn over(inherited: Table, own: Table) -> Table {
    put_over(inherited, own, true)
}

/// `at_top` tells the keys of a contract from those of a slot.
fn put_over(mut inherited: Table, own: Table, at_top: bool) -> Table {
    let mut places: FxHashMap<String, usize> =
        inherited.iter().enumerate().map(|(at, (key, _))| (key.name.clone(), at)).collect();
    for (key, value) in own {
        let Some(&at) = places.get(&key.name) else {
            places.insert(key.name.clone(), inherited.len());
            inherited.push((key, value));
            continue;
        };
        let nothing = Value { data: Data::Null, origin: value.origin.clone() };
        let known = std::mem::replace(&mut inherited[at].1, nothing);
        let value = match key.name.as_str() {
            "slots" => with_slots(known, value),
            "fields" if at_top => with_fields(known, value),
            _ => value,
        };
        inherited[at] = (key, value);
    }
    inherited
}

fn with_slots(known: Value, own: Value) -> Value {
    let (mut slots, own_slots) = match (known.data, own.data) {
        (Data::Array(known), Data::Array(own)) => (known, own),
        (_, data) => return Value { data, origin: own.origin },
    };
    let ids = slots.iter().enumerate().filter_map(|(at, slot)| Some((id(slot)?.to_owned(), at)));
    let mut places: FxHashMap<String, usize> = ids.collect();
    for slot in own_slots {
        // A slot that is there twice on one side stays so, to be told.
        let at = id(&slot).and_then(|id| places.remove(id));
        match (at, slot.data) {
            (Some(at), Data::Table(own)) => {
                let nothing = Value { data: Data::Null, origin: slot.origin.clone() };
                let known = std::mem::replace(&mut slots[at], nothing);
                let known = known.into_table().unwrap_or_default();
                slots[at].data = Data::Table(put_over(known, own, false));
            }
            (_, data) => slots.push(Value { data, origin: slot.origin }),
        }
    }
    Value { data: Data::Array(slots), origin: own.origin }
}

fn with_fields(known: Value, own: Value) -> Value {
    let data = match (known.data, own.data) {
        (Data::Table(known), Data::Table(own)) => Data::Table(with_each(known, own)),
        (_, data) => data,
    };
    Value { data, origin: own.origin }
}

/// Tables over tables of the same name.
fn with_each(mut known: Table, own: Table) -> Table {
    let mut places: FxHashMap<String, usize> =
        known.iter().enumerate().map(|(at, (key, _))| (key.name.clone(), at)).collect();
    for (key, value) in own {
        match (places.remove(&key.name), value.data) {
            (Some(at), Data::Table(own)) => {
                let nothing = Value { data: Data::Null, origin: value.origin.clone() };
                let field = std::mem::replace(&mut known[at].1, nothing).into_table().unwrap_or_default();
                let data = Data::Table(put_over(field, own, false));
                known[at] = (key, Value { data, origin: value.origin });
            }
            (Some(at), data) => known[at] = (key, Value { data, origin: value.origin }),
            (None, data) => known.push((key, Value { data, origin: value.origin })),
        }
    }
    known
}

/// The id of a slot, if it has one.
fn id(slot: &Value) -> Option<&str> {
    let Data::Table(table) = &slot.data else { return None };
    table.iter().find(|(key, _)| key.name == "id").and_then(|(_, id)| id.as_str())
}
