/** A mistake of whoever typed the command, in a sentence: exit code 2. */
export class UsageError extends Error {}
