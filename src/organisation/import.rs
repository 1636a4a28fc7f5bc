//! A file of units against those that are known: what it adds, what it changes, and which lines cannot be taken. Read
//! again, the same file changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{MAX_DEPTH, MAX_NAME, MAX_REFERENCE, UnitKind, is_departement, key};
use super::store::Unit;
use crate::error::{AppError, FieldErrors};
use crate::ids::UnitId;
use crate::sheets::{Row, Table};

/// Titles of columns, by what they hold.
const COLUMNS: [(&str, &[&str]); 5] = [
    ("reference", &["reference", "ref", "code", "identifiant", "id", "uai", "rne", "numero"]),
    ("kind", &["type", "kind", "nature", "categorie"]),
    ("name", &["nom", "name", "libelle", "intitule", "unite", "unit"]),
    ("departement", &["departement", "dept", "dep", "department code"]),
    ("parent", &["parent", "rattachement", "rattache a", "direction", "belongs to"]),
];

/// A line that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// Its line in the file.
    pub line: u64,
    /// The column.
    pub field: &'static str,
    /// What is wrong with it; chooses the sentence.
    pub kind: &'static str,
}

/// What a file would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Units that are not known yet.
    pub added: usize,
    /// Units of which the file says something else.
    pub changed: usize,
    /// Units that are as the file says.
    pub same: usize,
    /// Lines that are left out.
    pub faults: Vec<Fault>,
    /// The lines that are taken.
    pub(super) lines: Vec<Line>,
}

/// A line of the file, and the unit it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    line: u64,
    pub reference: Option<String>,
    pub kind: UnitKind,
    pub name: String,
    /// As it is, for nothing.
    pub departement: Option<String>,
    /// As it is, for nothing.
    pub parent: Option<Parent>,
    parent_text: String,
    pub known: Option<UnitId>,
}

/// What a unit is put under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parent {
    /// A unit that is known.
    Known(UnitId),
    /// The unit of another line, by its place among the lines that are taken.
    Line(usize),
}

/// Compares a file with the units of today.
///
/// # Errors
///
/// A fault of `file` when it has no column of names or of kinds.
pub fn plan(table: &Table, known: &[Unit]) -> Result<Plan, AppError> {
    let places = COLUMNS.map(|(_, names)| {
        let is_named = |title: &String| names.contains(&key(title).as_str());
        table.columns.iter().position(is_named)
    });
    if places[1].is_none() || places[2].is_none() {
        return Err(FieldErrors::one("file", "file-no-unit-columns"));
    }
    let mut plan = Plan::default();
    for row in &table.rows {
        match read(row, places) {
            Ok(line) => plan.lines.push(line),
            Err(fault) => plan.faults.push(fault),
        }
    }
    plan.know(known);
    plan.place(known);
    plan.count(known);
    plan.faults.sort_by_key(|fault| fault.line);
    Ok(plan)
}

fn read(row: &Row, places: [Option<usize>; 5]) -> Result<Line, Fault> {
    let fault = |field, kind| Fault { line: row.line, field, kind };
    if row.broken_at.is_some() {
        return Err(fault("name", "unreadable"));
    }
    let [reference, kind, name, departement, parent_text] =
        places.map(|place| place.map_or("", |place| row.cell(place)).to_owned());
    let kind = match UnitKind::from_word(&kind) {
        Some(kind) => kind,
        None if kind.is_empty() => return Err(fault("kind", "required")),
        None => return Err(fault("kind", "unknown-kind")),
    };
    let too_long = |text: &str, most| text.chars().count() > most;
    // A spreadsheet takes the zero off 01.
    let departement = if departement.len() == 1 { format!("0{departement}") } else { departement };
    let departement = departement.to_uppercase();
    if name.is_empty() || key(&name).is_empty() {
        Err(fault("name", "required"))
    } else if too_long(&name, MAX_NAME) {
        Err(fault("name", "too-long"))
    } else if too_long(&reference, MAX_REFERENCE) {
        Err(fault("reference", "too-long"))
    } else if !departement.is_empty() && !is_departement(&departement) {
        Err(fault("departement", "unknown-departement"))
    } else {
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        let (reference, departement) = (filled(reference), filled(departement));
        let line = row.line;
        Ok(Line { line, reference, kind, name, departement, parent: None, parent_text, known: None })
    }
}

impl Plan {
    /// Leaves lines out for which `fault` knows a reason.
    fn refuse(&mut self, mut fault: impl FnMut(usize, &Line) -> Option<(&'static str, &'static str)>) {
        let (mut place, faults) = (0, &mut self.faults);
        self.lines.retain(|line| {
            let found = fault(place, line);
            place += 1;
            faults.extend(found.map(|(field, kind)| Fault { line: line.line, field, kind }));
            found.is_none()
        });
    }

    /// Finds the unit of each line: by its reference, else by its kind and name.
    fn know(&mut self, known: &[Unit]) {
        let mut by_name: BTreeMap<(UnitKind, &str), Vec<&Unit>> = BTreeMap::new();
        for unit in known {
            by_name.entry((unit.kind, &unit.name_key)).or_default().push(unit);
        }
        let by_reference: BTreeMap<&str, UnitId> =
            known.iter().filter_map(|unit| Some((unit.reference.as_deref()?, unit.id))).collect();
        let mut ambiguous = BTreeSet::new();
        for (place, line) in self.lines.iter_mut().enumerate() {
            line.known = line.reference.as_deref().and_then(|reference| by_reference.get(reference).copied());
            if line.known.is_none() {
                // Two schools may have one name: a unit that has another reference is another unit.
                let name = key(&line.name);
                let alike = by_name.get(&(line.kind, name.as_str())).into_iter().flatten();
                let alike: Vec<_> =
                    alike.filter(|unit| line.reference.is_none() || unit.reference.is_none()).collect();
                match alike.as_slice() {
                    [] => {}
                    [only] => line.known = Some(only.id),
                    _ => drop(ambiguous.insert(place)),
                }
            }
        }
        self.refuse(|place, _| ambiguous.contains(&place).then_some(("name", "ambiguous")));
        let mut seen = BTreeSet::new();
        self.refuse(|_, line| {
            let own = match (line.known, &line.reference) {
                (Some(id), _) => format!("id {id}"),
                (None, Some(reference)) => format!("reference {reference}"),
                (None, None) => format!("{} {}", line.kind.as_str(), key(&line.name)),
            };
            (!seen.insert(own)).then_some(("name", "twice"))
        });
    }

    /// Finds what each line's unit is put under, in the file or among the known, and refuses circles.
    fn place(&mut self, known: &[Unit]) {
        // A line that is left out may be what another was put under: once more, until nothing is left out.
        loop {
            let before = self.lines.len();
            let found: Vec<_> = self.lines.iter().map(|line| self.parent_of(line, known)).collect();
            self.refuse(|place, _| found[place].err().map(|kind| ("parent", kind)));
            if self.lines.len() == before {
                for (line, parent) in self.lines.iter_mut().zip(found) {
                    line.parent = parent.ok().flatten();
                }
                let circles = self.circles(known);
                self.refuse(|place, _| circles[place].then_some(("parent", "parent-loop")));
            }
            if self.lines.len() == before {
                return;
            }
        }
    }

    fn parent_of(&self, line: &Line, known: &[Unit]) -> Result<Option<Parent>, &'static str> {
        if line.parent_text.is_empty() {
            return Ok(None);
        }
        let (text, name) = (line.parent_text.as_str(), key(&line.parent_text));
        let lines = self.lines.iter().enumerate();
        let in_file: Vec<(usize, &Line)> = lines
            .filter(|(_, other)| other.reference.as_deref() == Some(text) || key(&other.name) == name)
            .collect();
        let of_lines: BTreeSet<UnitId> = self.lines.iter().filter_map(|line| line.known).collect();
        let others: Vec<&Unit> = known
            .iter()
            .filter(|unit| unit.reference.as_deref() == Some(text) || unit.name_key == name)
            .filter(|unit| !of_lines.contains(&unit.id))
            .collect();
        match (in_file.as_slice(), others.as_slice()) {
            ([], []) => Err("unknown-parent"),
            ([(place, _)], []) => Ok(Some(Parent::Line(*place))),
            ([], [unit]) => Ok(Some(Parent::Known(unit.id))),
            _ => Err("ambiguous-parent"),
        }
    }

    /// For each line, whether its unit would come under itself.
    fn circles(&self, known: &[Unit]) -> Vec<bool> {
        let by_id: BTreeMap<UnitId, usize> =
            self.lines.iter().enumerate().filter_map(|(place, line)| Some((line.known?, place))).collect();
        let kept: BTreeMap<UnitId, Option<UnitId>> =
            known.iter().map(|unit| (unit.id, unit.parent_id)).collect();
        let of_id = |id: UnitId| by_id.get(&id).map_or(Parent::Known(id), |place| Parent::Line(*place));
        let above = |node: Parent| match node {
            Parent::Line(place) => {
                let line = &self.lines[place];
                let as_it_is = || line.known.and_then(|id| kept.get(&id).copied().flatten()).map(of_id);
                line.parent.or_else(as_it_is)
            }
            Parent::Known(id) => kept.get(&id).copied().flatten().map(of_id),
        };
        let is_circle = |place| {
            let mut here = above(Parent::Line(place));
            for _ in 0..MAX_DEPTH {
                let Some(node) = here else { return false };
                here = above(node);
            }
            true
        };
        (0..self.lines.len()).map(is_circle).collect()
    }

    fn count(&mut self, known: &[Unit]) {
        let by_id: BTreeMap<UnitId, &Unit> = known.iter().map(|unit| (unit.id, unit)).collect();
        for line in &self.lines {
            match line.known.and_then(|id| by_id.get(&id)) {
                None => self.added += 1,
                Some(unit) if self.says(line, unit) => self.same += 1,
                Some(_) => self.changed += 1,
            }
        }
    }

    /// Whether a unit is as its line says.
    fn says(&self, line: &Line, unit: &Unit) -> bool {
        let parent = match line.parent {
            None => true,
            Some(Parent::Known(id)) => unit.parent_id == Some(id),
            Some(Parent::Line(place)) => {
                self.lines[place].known.is_some() && self.lines[place].known == unit.parent_id
            }
        };
        parent
            && unit.kind == line.kind
            && unit.name == line.name
            && line.reference.as_ref().is_none_or(|reference| unit.reference.as_ref() == Some(reference))
            && line.departement.as_ref().is_none_or(|departement| unit.departement == *departement)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::read_bytes;

    fn planned(text: &str) -> Plan {
        plan(&read_bytes(text.as_bytes()).unwrap(), &[]).unwrap()
    }

    #[test]
    fn every_fault_says_where() {
        let plan = planned(
            "type;nom;departement;parent\nlycée;Weiss;67;\nnavire;Bleu;67;\nlycée;;67;\nmaison;Colmar;999;\n\
             service;Paie;;Inconnue\nlycée;WEISS;67;\ndirection;A;;B\ndirection;B;;A\n",
        );
        let faults: Vec<_> = plan.faults.iter().map(|fault| (fault.line, fault.field, fault.kind)).collect();
        assert_eq!(
            faults,
            [
                (3, "kind", "unknown-kind"),
                (4, "name", "required"),
                (5, "departement", "unknown-departement"),
                (6, "parent", "unknown-parent"),
                (7, "name", "twice"),
                (8, "parent", "parent-loop"),
                (9, "parent", "parent-loop"),
            ]
        );
        assert_eq!((plan.added, plan.changed, plan.same), (1, 0, 0));
    }

    #[test]
    fn a_parent_may_come_later_in_the_file() {
        let plan = planned("nom,type,rattachement\nPaie,service,RH\nRH,direction,\n");
        assert_eq!((plan.added, plan.faults.len()), (2, 0));
        assert_eq!(plan.lines[0].parent, Some(Parent::Line(1)));
    }

    #[test]
    fn what_hangs_on_a_line_that_is_left_out_is_told_too() {
        let plan = planned("nom,type,rattachement\nPaie,service,RH\nRH,direction,Nulle part\n");
        assert_eq!(plan.faults.len(), 2);
        assert!(plan.lines.is_empty());
    }

    #[test]
    fn a_file_without_names_is_refused_as_a_whole() {
        let table = read_bytes(b"a,b\n1,2\n").unwrap();
        assert!(matches!(plan(&table, &[]), Err(AppError::Invalid(_))));
    }
}
