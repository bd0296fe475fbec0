/** Personal data as lists and answers show it. The clear text is shown only on request, with a reason, and each time is logged. */

/** `张*`, `欧**`: the first character stays. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(Math.min(rest.length, 2));
}

/** `138****1234`; a landline keeps its area code: `010-****5678`. What is too short is hidden whole. */
export function maskPhone(phone: string): string {
  const landline = /^(0\d{2,3})-?\d{3,4}(\d{4})$/.exec(phone);
  if (landline) return `${landline[1]}-****${landline[2]}`;
  return phone.length < 8 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** `110***********1234`: the first three and the last four. */
export function maskIdNumber(id: string): string {
  return id.length < 8 ? '****' : id.slice(0, 3) + '*'.repeat(id.length - 7) + id.slice(-4);
}

/** Numbers are hidden: `**村*组*号` stays readable as a place, not as a door. */
export function maskAddress(address: string): string {
  return address.replaceAll(/[0-9０-９A-Za-z一二三四五六七八九十百]+(?=[号组栋幢楼单室院排户])/g, '*');
}

/** Whether a text holds this name; one character alone is a word like any other. */
export function namesSomebody(text: string, name: string | undefined): boolean {
  return name !== undefined && [...name.trim()].length > 1 && text.includes(name.trim());
}

/** 1000… is no number of anybody: what test and demonstration data use. */
const MOBILE = /(?<!\d)1(?:000|[3-9]\d{2})\d{7}(?!\d)/;
const ID_NUMBER = /(?<!\d)\d{17}[\dXx](?!\d)/;

/** Whether a text that should hold none seems to hold a mobile or identity number. */
export function hasPersonalNumber(text: string): boolean {
  return MOBILE.test(text) || ID_NUMBER.test(text);
}
