/** From this share of its notes on a box is to be emptied soon. */
const NEAR_FULL = 0.9

/** How full a box is by its notes. full: its kiosk takes no cash until it was counted and emptied. */
export type BoxFill = 'ok' | 'nearFull' | 'full'

/** `boxNotes`: of the hall's settings; absent: boxes are never full. */
export function boxFill(notes: number, boxNotes: number | undefined): BoxFill {
  if (boxNotes === undefined || notes < boxNotes * NEAR_FULL) return 'ok'
  return notes < boxNotes ? 'nearFull' : 'full'
}
