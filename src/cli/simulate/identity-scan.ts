import { checkDigit } from './identity.ts';

const REGION = '[1-8]\\d{5}';
const BIRTH = '(?:18|19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';
const NUMBER = new RegExp(`(?<![0-9A-Za-z])${REGION}${BIRTH}\\d{3}[\\dXx](?![0-9A-Za-z])`, 'g');

/** How many numbers of a text could be somebody's identity number: shape, date of birth and check digit are right (GB 11643-1999). */
export function identityNumbersIn(text: string): number {
  return [...text.matchAll(NUMBER)].filter(([found]) => checkDigit(found) === found.slice(-1).toUpperCase()).length;
}
