//! Every bound on the files that are read, and on the work that one file may cause.

/// Elements that may stand in each other in a page, as in browsers. The time to parse deeper ones grows with the square of
/// their depth. A deeper page is refused.
pub const MAX_HTML_DEPTH: usize = 512;

/// Elements and texts of a page. A few bytes can stand for hundreds of them, because elements that were left open are opened
/// again in every paragraph (HTML, 13.2.4.3). A page with more is refused.
pub const MAX_HTML_NODES: usize = 1_000_000;

/// Attributes of one tag in a page. The parser compares each with all before it. A page with more is refused.
pub const MAX_HTML_ATTRIBUTES: usize = 2_000;

/// Parts of a mail. A mail with more is refused, as with the other limits of mails.
pub const MAX_MAIL_PARTS: usize = 1_000;

/// Parts of a mail that may stand in each other.
pub const MAX_MAIL_DEPTH: usize = 16;

/// Parts of a mail that may hold other parts.
pub const MAX_MAIL_MULTIPARTS: usize = 32;

/// Lines of a mail that look like those between parts.
pub const MAX_MAIL_BOUNDARIES: usize = 10_000;

/// Lines of a mail that look like headers.
pub const MAX_MAIL_HEADERS: usize = 100_000;

/// Pieces in which the parameters of a mail's headers may come. The time to parse them grows with the square of their number.
pub const MAX_MAIL_PARAMETER_PIECES: usize = 2_000;

/// Entries of the archive of a document. A document with more is refused.
pub const MAX_ZIP_ENTRIES: usize = 4_000;

/// Bytes to which the parts of a document that are read may unpack together. A larger document is refused.
pub const MAX_DOCUMENT_UNPACKED: u64 = 48 << 20;

/// Unpacked bytes for each packed byte of a part. A document with a part beyond this is refused.
pub const MAX_ZIP_RATIO: u64 = 300;

/// Unpacked bytes from which [`MAX_ZIP_RATIO`] holds. Smaller parts may have any ratio, because they are mostly the same names.
pub const MIN_ZIP_RATIO_BYTES: u64 = 1 << 20;

/// Attributes of one element in a document. A document with more is refused as damaged.
pub const MAX_XML_ATTRIBUTES: usize = 100;

/// Elements that may stand in each other in a document. A deeper document is refused.
pub const MAX_XML_DEPTH: usize = 200;

/// Bytes to which all streams of a PDF may unpack together. Pictures count too, because the parser may take any stream for
/// any other. A larger PDF is refused.
pub const MAX_PDF_UNPACKED: u64 = 128 << 20;

/// Bytes of one unpacked stream that are searched for further streams. A PDF is refused if a longer stream has one in its
/// rest.
pub const MAX_PDF_SEARCHED: usize = 16 << 20;

/// Bytes of the text of a PDF. A longer PDF is refused.
pub const MAX_PDF_TEXT: usize = 8 << 20;

/// Instructions that are followed in a PDF, which stand for time. A PDF with more is refused.
pub const MAX_PDF_INSTRUCTIONS: usize = 2_000_000;

/// Pages of a PDF that are read. Later pages are not read.
pub const MAX_PDF_PAGES: usize = 5_000;

/// Letters and widths that the fonts of a PDF may define together. Later ones are unknown.
pub const MAX_PDF_LETTERS: usize = 400_000;

/// Forms of a PDF that may stand in each other. Deeper forms are not read.
pub const MAX_PDF_FORMS: usize = 8;

/// Patterns in a picture that look like corners of QR codes, of which each code has three. A picture with more is refused,
/// because the search tries all triples of them.
pub const MAX_QR_CORNERS: usize = 300;

/// Numbered QR codes of one slip. A part that claims more is no part.
pub const MAX_QR_PARTS: usize = 2_000;
