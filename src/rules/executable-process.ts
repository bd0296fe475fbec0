import { isOf } from './bpmn-element.ts';
import type { Rule } from './rule.ts';

/** A file without a process that is marked executable deploys nothing. */
export const executableProcess: Rule = {
  id: 'executable-process',
  check(element) {
    if (!isOf(element, 'Definitions')) return undefined;
    if (element.rootElements?.some((root) => isOf(root, 'Process') && root.isExecutable)) return undefined;
    return {
      zh: '文件里没有可执行的流程。请在流程属性中勾选“可执行”',
      en: 'Expected an executable process, but the file has none. Mark the process as executable',
    };
  },
};
