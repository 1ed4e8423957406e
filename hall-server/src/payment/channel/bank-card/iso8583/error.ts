/** Bytes that are no message of the acquirer's, or a value that no message can hold. It never quotes what was in it. */
export class MessageError extends Error {}
