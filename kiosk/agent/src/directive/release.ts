/** The release of this program, as the region's ledger has it. */
export const RELEASE = '0.1.0'
