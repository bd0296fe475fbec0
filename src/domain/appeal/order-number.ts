/** Series of numbers that a work order may have: registered as an appeal (`JS`), or made of a finding (`WS`), whose number it keeps. */
export const ORDER_SERIES = ['JS', 'WS'] as const;
