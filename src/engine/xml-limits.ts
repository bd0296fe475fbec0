import type { Finding } from '../rules/rule.ts';

/** Size of one file, in characters. */
export const MAX_FILE_SIZE = 2 * 1024 * 1024;
const MAX_ELEMENTS = 50_000;
const MAX_DEPTH = 100;

/** Undefined when the file is at most {@link MAX_FILE_SIZE}. */
export function checkFileSize(content: string): Finding | undefined {
  if (content.length <= MAX_FILE_SIZE) return undefined;
  const size = `${(content.length / 1024 / 1024).toFixed(1)} MB`;
  return {
    place: '1:1',
    rule: 'xml-size',
    zh: `文件大小 ${size} 超过上限 2 MB。请把流程拆成几个，用调用活动连接`,
    en: `Expected at most 2 MB, but found ${size}. Split the process and join the parts by call activities`,
  };
}

/** Looks at XML before a parser does. Undefined when it is within limits; whether it is well-formed is the parser's question. */
export function checkXmlLimits(xml: string): Finding | undefined {
  const tooLarge = checkFileSize(xml);
  if (tooLarge) return tooLarge;
  const doctype = xml.search(/<!(?:DOCTYPE|ENTITY)/i);
  if (doctype >= 0) {
    return {
      place: placeAt(xml, doctype),
      rule: 'xml-no-doctype',
      zh: '文件含有文档类型或实体声明，出于安全不予读取。请删除 <!DOCTYPE …>',
      en: 'Expected XML without document type or entities, which are unsafe to read. Remove <!DOCTYPE …>',
    };
  }
  return checkShape(xml);
}

function checkShape(xml: string): Finding | undefined {
  const token = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<(\/)?[A-Za-z_](?:[^<>"']|"[^"]*"|'[^']*')*>/g;
  let depth = 0;
  let elements = 0;
  for (const { 0: text, 1: closing, index } of xml.matchAll(token)) {
    if (text.startsWith('<!') || text.startsWith('<?')) continue;
    if (closing) depth--;
    else {
      elements++;
      if (!text.endsWith('/>')) depth++;
    }
    if (depth > MAX_DEPTH || elements > MAX_ELEMENTS) {
      const what = depth > MAX_DEPTH ? `${MAX_DEPTH} 层嵌套` : `${MAX_ELEMENTS} 个元素`;
      const whatEn = depth > MAX_DEPTH ? `${MAX_DEPTH} levels` : `${MAX_ELEMENTS} elements`;
      return {
        place: placeAt(xml, index),
        rule: 'xml-shape',
        zh: `文件超过 ${what}。请把流程拆成几个，用调用活动连接`,
        en: `Expected at most ${whatEn}, but found more. Split the process and join the parts by call activities`,
      };
    }
  }
  return undefined;
}

function placeAt(text: string, index: number): string {
  const before = text.slice(0, index);
  return `${before.split('\n').length}:${index - before.lastIndexOf('\n')}`;
}
