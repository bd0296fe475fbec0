import { defineTexts } from '../../texts/texts.ts';

export const FIGURES_TEXTS = defineTexts(
  {
    title: '报到及时率与部门评分',
    period: '期间',
    periods: { month: '本月', year: '本年' },
    all: '全部',
    empty: '这段时间没有吹哨,也没有签发指令。',
    unit: '单位',
    called: '被吹哨',
    onTime: '及时报到',
    share: '及时率',
    whistles: '哨评分',
    directives: '指令评分',
    of: '{n} / {m}',
    rated: '{mean} 分({n} 次)',
  },
  {
    title: 'Reporting in on time, and how units are rated',
    period: 'Period',
    periods: { month: 'This month', year: 'This year' },
    all: 'All',
    empty: 'No whistle was blown and no directive issued in this time.',
    unit: 'Unit',
    called: 'Called',
    onTime: 'On time',
    share: 'Share',
    whistles: 'Whistles',
    directives: 'Directives',
    of: '{n} / {m}',
    rated: '{mean} points ({n} ×)',
  },
);
