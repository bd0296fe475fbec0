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

/** What is known about the people of a case, in clear: only to find it in free text. */
export interface KnownPeople {
  readonly names: readonly string[];
  readonly addresses: readonly string[];
}
export const NOBODY_KNOWN: KnownPeople = { names: [], addresses: [] };

/** Surnames by which an unknown name is recognised behind a word that announces one; the hundred most frequent and the double ones. */
const SURNAMES =
  '欧阳|司马|上官|诸葛|东方|尉迟|[' +
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]';
const ANNOUNCED_NAME = new RegExp(
  `(姓名(?:为|是|叫)?[::\\s]*|联系人[::\\s]*|我叫|名叫|我是|找)((?:${SURNAMES})[\\u4e00-\\u9fff]{1,2})`,
  'g',
);
/** Numbers of doors, houses and groups; a day of the month is none. */
const DOOR = /(?<![月\d0-9])[0-90-9A-Za-z一二三四五六七八九十百]+(?=(?:组|栋|幢|号楼|单元|室|户|排|院|号)(?!线))/g;

/**
 * Free text without what identifies somebody: mobile, landline and identity numbers; the names and addresses known in the case; a name that a
 * word announces (姓名…, 我叫…, 名叫…, 我是…, 联系人…, 找…) and a frequent surname begins; numbers of doors, houses and groups.
 *
 * Not found: unknown names without such a word or with a rare surname, nicknames, names in Latin letters, number plates, numbers written in
 * characters or cut by other signs, and whoever can be told by what happened. Where that must not be, words are not shown at all.
 */
export function maskFreeText(text: string, known: KnownPeople = NOBODY_KNOWN): string {
  let masked = text
    .replace(/(?<!\d)\d{17}[\dXx](?!\d)/g, maskIdNumber)
    .replace(/(?<!\d)(1(?:000|[3-9]\d{2})\d{7}|0\d{2,3}-?\d{7,8})(?!\d)/g, maskPhone);
  for (const address of known.addresses) {
    if ([...address.trim()].length > 3) masked = masked.replaceAll(address.trim(), maskAddress(address.trim()));
  }
  for (const name of known.names) {
    if (namesSomebody(masked, name)) masked = masked.replaceAll(name.trim(), maskName(name.trim()));
  }
  return masked.replace(ANNOUNCED_NAME, (_, word: string, name: string) => word + maskName(name)).replace(DOOR, '*');
}

/** Whether a text that is kept in clear names somebody of the case or holds a number of a person. */
export function identifiesSomebody(text: string, known: KnownPeople): boolean {
  return (
    hasPersonalNumber(text) ||
    known.names.some((name) => namesSomebody(text, name)) ||
    known.addresses.some((address) => [...address.trim()].length > 3 && text.includes(address.trim()))
  );
}
