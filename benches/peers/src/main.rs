//! `peers TEXTS QUERIES...`: runs the same queries on firsthand and tantivy. Prints JSON as `peers.py` does; see `run`.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

use firsthand_copies::index;
use serde_json::{Value, json};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{FAST, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TokenStream;
use tantivy::{DocAddress, DocId, Index, Score, SegmentReader, TantivyDocument, Term};

type Texts<'t> = [(&'t str, &'t str)];
/// The kind of query, and its queries: the id of the text that should come first, and the copy.
type Queries = BTreeMap<String, Vec<(Value, String)>>;
type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How many texts a query asks for.
const FIVE: usize = 5;
/// How many words of a query are used: as many as MoreLikeThis of Lucene uses.
const RAREST: usize = 25;
/// Bytes that tantivy may hold before it writes a segment: enough for one segment.
const HELD: usize = 1 << 30;

/// The result of a program: for each file of queries, and each kind in it, how often the right text came first, or
/// among the five, and the median time.
fn measured(
    name: &str,
    build: f64,
    bytes: f64,
    files: &[Queries],
    mut ask: impl FnMut(&str) -> Result<Vec<String>>,
) -> Result<Value> {
    let mut asked = Vec::new();
    for queries in files {
        let mut kinds = BTreeMap::new();
        for (kind, list) in queries {
            let (mut first, mut five, mut times) = (0, 0, Vec::new());
            for (id, copy) in list {
                let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
                let start = Instant::now();
                let ids = ask(copy)?;
                times.push(start.elapsed().as_secs_f64() * 1e3);
                first += usize::from(ids.first() == Some(&id));
                five += usize::from(ids.contains(&id));
            }
            times.sort_by(f64::total_cmp);
            let share = |count: usize| count as f64 / list.len() as f64;
            let median = times.get(times.len() / 2);
            kinds.insert(kind, json!({"first": share(first), "five": share(five), "ms": median}));
        }
        asked.push(kinds);
    }
    Ok(json!({"name": name, "build": build, "bytes": bytes, "in": "disk", "files": asked}))
}

fn firsthand(texts: &Texts, files: &[Queries], folder: &Path) -> Result<Vec<Value>> {
    let start = Instant::now();
    let mut writer = index::Writer::open(folder)?;
    for (id, text) in texts {
        writer.add(id, text)?;
    }
    let bytes = writer.commit()?.stat().index_bytes as f64 / texts.len() as f64;
    let build = start.elapsed().as_secs_f64();
    let index = index::Index::open(folder)?;
    let ask = |copy: &str| Ok(index.find(copy, FIVE)?.matches.iter().map(|found| found.id.to_owned()).collect());
    Ok(vec![measured("**firsthand**, and aligns the five", build, bytes, files, ask)?])
}

fn tantivy(texts: &Texts, files: &[Queries], folder: &Path) -> Result<Vec<Value>> {
    let mut schema = Schema::builder();
    // BM25 needs the number of times that a word stands in a text, and not the places.
    let words = TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqs);
    let text_field = schema.add_text_field("text", TextOptions::default().set_indexing_options(words));
    let number_field = schema.add_u64_field("number", FAST);

    let start = Instant::now();
    let index = Index::create_in_dir(folder, schema.build())?;
    let mut writer = index.writer_with_num_threads(1, HELD)?;
    for (number, (_, text)) in (0..).zip(texts) {
        let mut document = TantivyDocument::default();
        document.add_text(text_field, text);
        document.add_u64(number_field, number);
        writer.add_document(document)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let build = start.elapsed().as_secs_f64();
    let sizes: std::io::Result<Vec<u64>> = fs::read_dir(folder)?.map(|file| Ok(file?.metadata()?.len())).collect();
    let bytes = sizes?.iter().sum::<u64>() as f64 / texts.len() as f64;

    let searcher = index.reader()?.searcher();
    let numbers: tantivy::Result<Vec<_>> =
        searcher.segment_readers().iter().map(|segment| segment.fast_fields().u64("number")).collect();
    let numbers = numbers?;
    let tokenizer = index.tokenizer_for_field(text_field)?;
    // "tantivy v0.27.0, index_format v7, …"
    let name = tantivy::version_string().split(',').next().unwrap_or("tantivy").replace(" v", " ");
    let ask = |copy: &str, most: usize| -> Result<Vec<String>> {
        let mut words = BTreeSet::new();
        tokenizer.clone().token_stream(copy).process(&mut |token| {
            words.insert(token.text.clone());
        });
        let mut terms = Vec::new();
        for word in words {
            let term = Term::from_field_text(text_field, &word);
            terms.push((searcher.doc_freq(&term)?, term));
        }
        terms.retain(|(frequency, _)| *frequency > 0);
        terms.sort();
        terms.truncate(most);
        let any = terms
            .into_iter()
            .map(|(_, term)| -> Box<dyn Query> { Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) });
        // Every text with one of the words is scored. `order_by_score` would skip those that cannot be among the
        // best; with a hundred words or more its skipping takes twenty times as long as scoring does.
        let best = TopDocs::with_limit(FIVE).tweak_score(|_: &SegmentReader| |_: DocId, score: Score| score);
        let found: Vec<(Score, DocAddress)> = searcher.search(&BooleanQuery::union(any.collect()), &best)?;
        let id = |at: DocAddress| {
            let number = numbers[at.segment_ord as usize].first(at.doc_id).expect("each text has a number");
            texts[number as usize].0.to_owned()
        };
        Ok(found.into_iter().map(|(_, at)| id(at)).collect())
    };
    let every = measured(&format!("{name} BM25, every word"), build, bytes, files, |copy| ask(copy, usize::MAX))?;
    let rarest = format!("{name} BM25, the {RAREST} rarest words");
    Ok(vec![every, measured(&rarest, build, bytes, files, |copy| ask(copy, RAREST))?])
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [texts, files @ ..] = &arguments[..] else { return Err("it takes TEXTS QUERIES...: see `run`".into()) };
    let texts = fs::read_to_string(texts)?;
    let texts: Vec<(&str, &str)> = texts.lines().filter_map(|line| line.split_once('\t')).collect();
    let files: Result<Vec<Queries>> =
        files.iter().map(|file| Ok(serde_json::from_str(&fs::read_to_string(file)?)?)).collect();
    let files = files?;
    for peer in [firsthand, tantivy] {
        let folder = tempfile::tempdir()?;
        for line in peer(&texts, &files, folder.path())? {
            println!("{line}");
        }
    }
    Ok(())
}
