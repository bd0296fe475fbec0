/**
 * A photo without what its camera wrote beside the picture: position, time, device, owner, thumbnail and edits. The turn of the picture and
 * its colours stay. Thumbnails and second pictures behind the end are cut off with it.
 *
 * @param type - `image/jpeg`, `image/png` or `image/webp`
 * @returns undefined when the photo is not whole
 * @see ITU-T T.81 annex B (JPEG), CIPA DC-008 (Exif), W3C PNG §11, RFC 9649 (WebP)
 */
export function withoutMetadata(photo: Uint8Array, type: string): Uint8Array | undefined {
  try {
    if (type === 'image/jpeg') return jpeg(photo);
    if (type === 'image/png') return png(photo);
    if (type === 'image/webp') return webp(photo);
  } catch (error) {
    if (error !== BROKEN) throw error;
  }
  return undefined;
}

// helpers

const BROKEN = new Error('photo is not whole');

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COMMENT = 0xfe;
const EXIF = 0xe1;
/** ICC profile (APP2) and Adobe's colour transform (APP14) are needed to show the colours; JFIF (APP0) tells the shape of a dot. */
const KEPT_APPS: Readonly<Record<number, string>> = { 0xe0: 'JFIF\0', 0xe2: 'ICC_PROFILE\0', 0xee: 'Adobe' };

function jpeg(bytes: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  if (at(bytes, 0) !== 0xff || at(bytes, 1) !== SOI) throw BROKEN;
  let turn = 1;
  for (let from = 2; ;) {
    // any number of fill bytes may stand before a marker
    while (at(bytes, from) === 0xff && at(bytes, from + 1) === 0xff) from += 1;
    if (at(bytes, from) !== 0xff) throw BROKEN;
    const marker = at(bytes, from + 1);
    if (marker === EOI) {
      kept.push(bytes.subarray(from, from + 2));
      break;
    }
    const to = from + 2 + at(bytes, from + 2) * 256 + at(bytes, from + 3);
    if (to > bytes.length || to < from + 4) throw BROKEN;
    const end = marker === SOS ? endOfScan(bytes, to) : to;
    if (marker === EXIF) turn = orientation(bytes.subarray(from + 4, to)) ?? turn;
    if (isKept(marker, bytes.subarray(from + 4, to))) kept.push(bytes.subarray(from, end));
    from = end;
  }
  if (turn !== 1) kept.splice(1, 0, orientationSegment(turn));
  return joined(kept);
}

function isKept(marker: number, content: Uint8Array): boolean {
  const name = KEPT_APPS[marker];
  if (name !== undefined) return startsWith(content, name);
  return marker !== COMMENT && (marker < 0xe0 || marker > 0xef);
}

/** Where the marker behind the coded picture stands: stuffed zeros and restarts belong to the picture. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let i = from; ; i += 1) {
    if (at(bytes, i) !== 0xff) continue;
    const next = at(bytes, i + 1);
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return i;
  }
}

/** The tag Orientation, 1 to 8, of an Exif segment. */
function orientation(content: Uint8Array): number | undefined {
  if (!startsWith(content, 'Exif\0\0')) return undefined;
  const tiff = content.subarray(6);
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (tiff.byteLength < 14) return undefined;
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return undefined;
  const entries = view.getUint16(directory, little);
  for (let i = 0; i < entries; i += 1) {
    const entry = directory + 2 + i * 12;
    if (entry + 12 > tiff.byteLength) return undefined;
    if (view.getUint16(entry, little) !== 0x0112) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** An Exif segment that says how the picture is turned, and nothing else. */
function orientationSegment(turn: number): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0];
  const content = [...'Exif\0\0'].map((char) => char.charCodeAt(0)).concat(tiff);
  return Uint8Array.from([0xff, EXIF, 0, content.length + 2, ...content]);
}

const PNG_CHUNKS = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'bKGD', 'pHYs'];

function png(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  for (let from = 8; ;) {
    if (from + 12 > bytes.length) throw BROKEN;
    const to = from + 12 + view.getUint32(from);
    if (to > bytes.length) throw BROKEN;
    const name = nameAt(bytes, from + 4);
    if (PNG_CHUNKS.includes(name)) kept.push(bytes.subarray(from, to));
    if (name === 'IEND') return joined(kept);
    from = to;
  }
}

const WEBP_CHUNKS = ['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'];
/** Bits of VP8X that announce Exif and XMP. */
const ANNOUNCED = 0x08 | 0x04;

function webp(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 20) throw BROKEN;
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) throw BROKEN;
  const kept: Uint8Array[] = [bytes.slice(0, 12)];
  for (let from = 12; from + 8 <= end;) {
    const size = view.getUint32(from + 4, true);
    // chunks end at even places
    const to = from + 8 + size + (size % 2);
    if (to > end) throw BROKEN;
    const name = nameAt(bytes, from);
    if (WEBP_CHUNKS.includes(name)) kept.push(bytes.slice(from, to));
    from = to;
  }
  const extended = kept.find((chunk) => nameAt(chunk, 0) === 'VP8X');
  if (extended) extended[8] = at(extended, 8) & ~ANNOUNCED;
  const whole = joined(kept);
  new DataView(whole.buffer).setUint32(4, whole.length - 8, true);
  return whole;
}

function at(bytes: Uint8Array, index: number): number {
  const byte = bytes[index];
  if (byte === undefined) throw BROKEN;
  return byte;
}

function nameAt(bytes: Uint8Array, index: number): string {
  return String.fromCharCode(...bytes.subarray(index, index + 4));
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((char, i) => bytes[i] === char.charCodeAt(0));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let from = 0;
  for (const part of parts) {
    whole.set(part, from);
    from += part.length;
  }
  return whole;
}
