/** How far data reach beyond the first and the last tie point of a dimension, in steps between tie points. */
export interface Margin {
  before: number
  after: number
}

export const noMargin: Margin = { before: 0, after: 0 }
