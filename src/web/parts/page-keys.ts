import { onBeforeUnmount, onMounted } from 'vue';

const BUSY =
  'input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox], [role=radiogroup]';

/** Keys of a page, by what the keyboard says (`j`, `ArrowDown`, `?`); they rest while somebody writes or a dialog is open. */
export function usePageKeys(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  const press = (event: KeyboardEvent) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey || isBusy(event.target, event.key)) return;
    event.preventDefault();
    act(event);
  };
  onMounted(() => document.addEventListener('keydown', press));
  onBeforeUnmount(() => document.removeEventListener('keydown', press));
}

function isBusy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (key === 'Enter' && target.closest('a, button, summary')) return true;
  return target.closest(BUSY) !== null;
}
