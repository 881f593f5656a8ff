//! Rewrites JPEG (ITU-T T.81): segments, each after a marker, and scans. Section numbers below are those of T.81.

use crate::read::ByteReader;
mod segments;
mod tables;

use crate::exif;
use crate::limits::MAX_JPEG_SCANS;
use crate::photograph::{Format, Photograph, Refused, bounded};
use segments::{
    APP0, APP1, APP14, DHT, DQT, DRI, EOI, SOF0, SOF2, SOI, SOS, data, finish, marker, put, put_data, segment,
};
use tables::Tables;

struct Component {
    id: u8,
    horizontal: u8,
    vertical: u8,
    quantisation: u8,
}

struct Frame<'a> {
    marker: u8,
    segment: &'a [u8],
    width: u16,
    height: u16,
    components: Vec<Component>,
}

struct Scan<'a> {
    header: Vec<u8>,
    restart_interval: u16,
    /// The data as it was read, with fill bytes.
    data: &'a [u8],
}

#[derive(Default)]
struct Jpeg<'a> {
    jfif: bool,
    adobe_transform: Option<u8>,
    orientation: Option<u8>,
    frame: Option<Frame<'a>>,
    quantisation: Tables<'a>,
    huffman: Tables<'a>,
    restart_interval: u16,
    scans: Vec<Scan<'a>>,
}

pub fn strip(bytes: &[u8]) -> Result<Photograph, Refused> {
    let mut jpeg = Jpeg::default();
    let mut reader = ByteReader { bytes, at: 2 };
    loop {
        let marker = marker(&mut reader)?;
        match marker {
            EOI => break,
            // TEM and stray restart markers have no segment.
            0x01 | 0xd0..=0xd7 => continue,
            SOI | 0x02..=0xbf => return reader.malformed("a marker that cannot stand here"),
            _ => {}
        }
        let segment = segment(&mut reader)?;
        match marker {
            SOF0..=SOF2 => jpeg.frame(marker, segment, &reader)?,
            DHT => jpeg.huffman_tables(segment)?,
            DQT => jpeg.quantisation_tables(segment)?,
            DRI => jpeg.restart_interval(segment)?,
            SOS => jpeg.scan(segment, &mut reader)?,
            0xc3 | 0xc5..=0xc7 => return Err(Refused::Coding("lossless or hierarchical JPEG")),
            0xc8..=0xcf => return Err(Refused::Coding("arithmetic JPEG")),
            APP0..=APP14 => jpeg.application(marker, &segment.bytes[segment.at..]),
            _ => {}
        }
    }
    jpeg.write(bytes.len()).ok_or(Refused::Malformed { at: reader.at, what: "no picture" })
}

impl<'a> Jpeg<'a> {
    /// Reads an application segment that tells how to show the picture. As in libjpeg and browsers, such segments do not count
    /// after the first scan.
    fn application(&mut self, marker: u8, content: &[u8]) {
        if !self.scans.is_empty() {
            return;
        }
        match (marker, content) {
            (APP0, [b'J', b'F', b'I', b'F', 0, _, _, _, _, _, _, _, _, _, ..]) => self.jfif = true,
            (APP1, [b'E', b'x', b'i', b'f', 0, _, tiff @ ..]) => {
                self.orientation.get_or_insert(exif::orientation(tiff));
            }
            (APP14, [b'A', b'd', b'o', b'b', b'e', _, _, _, _, _, _, transform, ..]) => {
                self.adobe_transform = Some(*transform);
            }
            _ => {}
        }
    }

    /// Reads a frame header (B.2.2).
    fn frame(&mut self, marker: u8, mut segment: ByteReader<'a>, reader: &ByteReader) -> Result<(), Refused> {
        let whole = &segment.bytes[segment.at..];
        if self.frame.is_some() {
            return segment.malformed("a second picture");
        }
        if segment.byte()? != 8 {
            return Err(Refused::Coding("more than 8 bits a sample"));
        }
        let (height, width) = (u16::from_be_bytes(segment.array()?), u16::from_be_bytes(segment.array()?));
        bounded(width.into(), height.into(), reader.at)?;
        let count = segment.byte()?;
        if !matches!(count, 1 | 3 | 4) {
            return Err(Refused::Coding("neither grey, three colours nor four"));
        }
        let mut components: Vec<Component> = Vec::with_capacity(4);
        for _ in 0..count {
            let [id, sampling, quantisation] = segment.array()?;
            let (horizontal, vertical) = (sampling >> 4, sampling & 15);
            let known = components.iter().any(|each| each.id == id);
            if known || !(1..=4).contains(&horizontal) || !(1..=4).contains(&vertical) || quantisation > 3 {
                return segment.malformed("a frame that cannot be");
            }
            components.push(Component { id, horizontal, vertical, quantisation });
        }
        finish(&segment)?;
        self.frame = Some(Frame { marker, segment: whole, width, height, components });
        Ok(())
    }

    /// Reads quantisation tables (B.2.4.1).
    fn quantisation_tables(&mut self, mut segment: ByteReader<'a>) -> Result<(), Refused> {
        while !segment.is_empty() {
            let start = segment.at;
            let slot = match segment.byte()? {
                kind @ (0..=3 | 0x10..=0x13) => kind,
                _ => return segment.malformed("a table that cannot be"),
            };
            segment.take(if slot < 0x10 { 64 } else { 128 })?;
            self.quantisation.define(slot & 3, self.scans.len(), &segment.bytes[start..segment.at]);
        }
        Ok(())
    }

    /// Reads Huffman tables (B.2.4.2).
    fn huffman_tables(&mut self, mut segment: ByteReader<'a>) -> Result<(), Refused> {
        while !segment.is_empty() {
            let start = segment.at;
            let slot = match segment.byte()? {
                kind @ (0..=3 | 0x10..=0x13) => kind >> 2 | kind & 3,
                _ => return segment.malformed("a table that cannot be"),
            };
            let counts: [u8; 16] = segment.array()?;
            let fits = counts.iter().try_fold(1u32, |free, count| (free * 2).checked_sub((*count).into()));
            let codes = counts.iter().map(|count| usize::from(*count)).sum();
            if fits.is_none() || codes > 256 {
                return segment.malformed("a table that cannot be");
            }
            segment.take(codes)?;
            self.huffman.define(slot, self.scans.len(), &segment.bytes[start..segment.at]);
        }
        Ok(())
    }

    /// Reads a restart interval (B.2.4.4).
    fn restart_interval(&mut self, mut segment: ByteReader) -> Result<(), Refused> {
        self.restart_interval = u16::from_be_bytes(segment.array()?);
        finish(&segment)
    }

    /// Reads a scan header (B.2.3, and G.1.1.1 for progressive pictures) and the data of the scan.
    fn scan(&mut self, mut segment: ByteReader, reader: &mut ByteReader<'a>) -> Result<(), Refused> {
        let Some(frame) = &self.frame else {
            return segment.malformed("a scan before its frame");
        };
        if self.scans.len() == MAX_JPEG_SCANS {
            return segment.malformed("too many scans");
        }
        let count = segment.byte()?;
        let mut components = Vec::with_capacity(4);
        for _ in 0..count {
            let [id, tables] = segment.array()?;
            let component = frame.components.iter().find(|each| each.id == id);
            let known = components.iter().any(|(each, ..): &(&Component, u8, u8)| each.id == id);
            match component {
                Some(component) if !known && tables & 0xcc == 0 => {
                    components.push((component, tables >> 4, tables & 3));
                }
                _ => return segment.malformed("a scan that cannot be"),
            }
        }
        let [from, to, approximation] = segment.array()?;
        finish(&segment)?;
        let (high, low) = (approximation >> 4, approximation & 15);
        let progressive = frame.marker == SOF2;
        let possible = match (from, to) {
            _ if !progressive => true,
            (0, 0) => true,
            (1.., ..=63) => from <= to && count == 1,
            _ => false,
        };
        if count == 0 || !possible || progressive && (low > 13 || high > 13) {
            return segment.malformed("a scan that cannot be");
        }

        let mut header = vec![count];
        for (component, dc, ac) in &components {
            let reads_dc = !progressive || from == 0 && high == 0;
            let reads_ac = !progressive || from > 0;
            let has_tables = self.quantisation.read(component.quantisation)
                && (!reads_dc || self.huffman.read(*dc))
                && (!reads_ac || self.huffman.read(4 + ac));
            if !has_tables {
                return segment.malformed("a scan without its tables");
            }
            let dc = if reads_dc { *dc } else { 0 };
            let ac = if reads_ac { *ac } else { 0 };
            header.extend([component.id, dc << 4 | ac]);
        }
        // These values are fixed for pictures that are not progressive.
        header.extend(if progressive { [from, to, approximation] } else { [0, 63, 0] });

        let components: Vec<_> = components.iter().map(|(component, ..)| *component).collect();
        let restarts = match self.restart_interval {
            0 => 0,
            interval => frame.units(&components).div_ceil(interval.into()) - 1,
        };
        let data = data(reader, restarts)?;
        self.scans.push(Scan { header, restart_interval: self.restart_interval, data });
        Ok(())
    }

    fn write(&self, length: usize) -> Option<Photograph> {
        let frame = self.frame.as_ref()?;
        let orientation = self.orientation.unwrap_or(1);
        let mut out = Vec::with_capacity(length.min(self.scans.iter().map(|scan| scan.data.len() + 5000).sum()));
        out.extend([0xff, SOI]);
        if self.jfif {
            put(&mut out, APP0, &[b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"]);
        }
        if orientation != 1 {
            put(&mut out, APP1, &[b"Exif\0\0", &exif::write(orientation)]);
        }
        if let Some(transform) = self.adobe_transform {
            put(&mut out, APP14, &[b"Adobe\0\x64\0\0\0\0", &[transform]]);
        }
        let mut interval = 0;
        for (number, scan) in self.scans.iter().enumerate() {
            self.quantisation.write(&mut out, DQT, number);
            if number == 0 {
                put(&mut out, frame.marker, &[frame.segment]);
            }
            self.huffman.write(&mut out, DHT, number);
            if scan.restart_interval != interval {
                interval = scan.restart_interval;
                put(&mut out, DRI, &[&interval.to_be_bytes()]);
            }
            put(&mut out, SOS, &[&scan.header]);
            put_data(&mut out, scan.data);
        }
        out.extend([0xff, EOI]);
        let (width, height) = (frame.width.into(), frame.height.into());
        (!self.scans.is_empty()).then_some(Photograph { format: Format::Jpeg, width, height, orientation, bytes: out })
    }
}

impl Frame<'_> {
    /// The number of units (MCU, A.2) in a scan of these components. Restart markers stand between units.
    fn units(&self, components: &[&Component]) -> u32 {
        let most = |side: fn(&Component) -> u8| u32::from(self.components.iter().map(side).max().unwrap_or(1));
        let (horizontal, vertical) = (most(|each| each.horizontal), most(|each| each.vertical));
        let (width, height) = (u32::from(self.width), u32::from(self.height));
        match components {
            [one] => {
                let columns = (width * u32::from(one.horizontal)).div_ceil(horizontal).div_ceil(8);
                columns * (height * u32::from(one.vertical)).div_ceil(vertical).div_ceil(8)
            }
            _ => width.div_ceil(8 * horizontal) * height.div_ceil(8 * vertical),
        }
    }
}
