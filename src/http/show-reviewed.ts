import { CATEGORIES } from '../domain/appeal/appeal-words.ts';
import type { ReviewedOrder } from '../domain/review/review-list-port.ts';
import { instantTextOrNull } from './schemas/common.ts';
import { showState } from './show-order.ts';

/** The order that a review belongs to. */
export function showReviewed({ orderNo, title, category, state, dueAt }: ReviewedOrder) {
  return { orderNo, title, ...showIssue({ category }), stateLabel: showState(state), dueAt: instantTextOrNull(dueAt) };
}

/** The kind of issue, in words that name nobody. */
export function showIssue({ category }: Pick<ReviewedOrder, 'category'>) {
  const word = Object.hasOwn(CATEGORIES, category) ? CATEGORIES[category as keyof typeof CATEGORIES] : CATEGORIES.other;
  return { issue: { zh: word.zh, en: word.en } };
}
