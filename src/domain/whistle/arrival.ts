import { fieldError } from './whistle-analysis.ts';
import { coarse } from './whistle-words.ts';

/** Degrees. */
export interface Spot {
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * Where somebody stands, sealed: exact positions of persons are sensitive personal data.
 *
 * @param said - both or neither: a device may not know, or not be allowed to say
 * @returns null when no place was said
 * @throws {@link DomainError} ERR_WHISTLE_FIELD
 * @see Personal Information Protection Law arts. 28 and 51
 */
export function sealSpot(
  vault: { seal(text: string): string },
  { latitude, longitude }: { readonly latitude?: number | undefined; readonly longitude?: number | undefined },
): string | null {
  if (latitude === undefined && longitude === undefined) return null;
  const spot = [degrees('latitude', latitude, 90), degrees('longitude', longitude, 180)];
  return vault.seal(spot.join(','));
}

/** A sealed place to about 100 metres, which may be shown. */
export function openArea(vault: { open(sealed: string): string }, placeSealed: string): Spot {
  const [latitude = 0, longitude = 0] = vault
    .open(placeSealed)
    .split(',')
    .map((part) => coarse(Number(part)));
  return { latitude, longitude };
}

// helpers

function degrees(field: string, value: number | undefined, most: number): number {
  if (value !== undefined && Math.abs(value) <= most) return value;
  const range = `${-most}–${most}`;
  throw fieldError(field, `${range} 的数`, `a number ${range}`, String(value), String(value));
}
