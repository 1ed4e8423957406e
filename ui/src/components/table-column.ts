/** A heading of a table and its looks. `right`: numbers below it. */
export type Column = {
  heading: string
  right?: boolean
  /** Read aloud only, as over buttons that speak for themselves. */
  hidden?: boolean
}
