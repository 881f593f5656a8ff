//! Versions as TEI P5, in parallel segmentation (TEI Guidelines, sections 13.1.4 and 13.2.3).

use std::fmt::Write;

use super::part::{Part, escaped, letter};

pub fn document(of: &str, parts: &[Part]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n  <teiHeader>\n    \
         <fileDesc>\n      <titleStmt><title>Versions of {}</title></titleStmt>\n      \
         <publicationStmt><p>Not published.</p></publicationStmt>\n      <sourceDesc>\n",
        escaped(of)
    );
    for (number, part) in parts.iter().enumerate() {
        out.push_str("        <listWit>\n");
        for (at, name) in part.names.iter().enumerate() {
            let _ = writeln!(out, "          <witness xml:id=\"{}\">{}</witness>", id(number, at), escaped(name));
        }
        out.push_str("        </listWit>\n");
    }
    if parts.is_empty() {
        out.push_str("        <p>No passage stands in it more than once.</p>\n");
    }
    out.push_str(
        "      </sourceDesc>\n    </fileDesc>\n    <encodingDesc>\n      \
         <variantEncoding method=\"parallel-segmentation\" location=\"internal\"/>\n    </encodingDesc>\n  \
         </teiHeader>\n  <text>\n    <body>\n",
    );
    for (number, part) in parts.iter().enumerate() {
        out.push_str("      <p>");
        for (at, segment) in part.collation.segments.iter().enumerate() {
            let readings = part.readings(segment);
            if at > 0 {
                out.push('\n');
            }
            if segment.same {
                out.push_str(&escaped(&readings[0].1));
                continue;
            }
            out.push_str("<app>");
            for (versions, text) in readings {
                let witnesses = versions.into_iter().map(|at| format!("#{}", id(number, at))).collect::<Vec<_>>();
                let _ = write!(out, "<rdg wit=\"{}\">{}</rdg>", witnesses.join(" "), escaped(&text));
            }
            out.push_str("</app>");
        }
        out.push_str("</p>\n");
    }
    if parts.is_empty() {
        out.push_str("      <p/>\n");
    }
    out + "    </body>\n  </text>\n</TEI>\n"
}

/// The id of a version of a part within the document.
fn id(part: usize, version: usize) -> String {
    format!("{}{}", letter(version), part + 1)
}
