/** What stands before the operations: for who builds the other end. */
export const BILLING_GUIDE = `What a hall asks of the utility's billing system (营销系统), and how. The utility serves it; halls call. \`e2e/harness/src/sandbox/utility\` is a whole one to try against. Made by \`npm run api-docs\` from \`hall-server/src/billing/rest-contract\`.

## Values
Amounts are whole fen (分). Days (\`YYYY-MM-DD\`) and months (\`YYYY-MM\`) are China's, times epoch milliseconds. Quantities are thousandths of their unit, prices ten-thousandths of a yuan. Fields that are not described here may be added to answers, never to requests. What is out of its bounds is not believed: the hall takes such an answer for none.

## Signing
Both ends have a bearer token and a secret of 32 bytes or more, as a key file \`{"token": "…", "secret": "<base64>"}\`. Nothing secret and nobody's ID number stands in a URL. Use TLS 1.2 or later everywhere but on one machine.

A request is signed with HMAC-SHA256 of the secret, in hex, over six lines joined by LF: agent, method, path with query as sent, timestamp, nonce, SHA-256 of the body in hex (of nothing, where there is none). The utility refuses what is unsigned, what was signed more than 300 s before or after its own clock, and a nonce that was here before.

An answer is signed over four lines: signature of the request, status, timestamp, SHA-256 of the body in hex. The hall takes no answer without it, refusals included: what a proxy on the way says proves nothing.

The lines of a statement are signed in its last one, over three lines: signature of the request, the word \`end\`, SHA-256 in hex of all bytes before that line.

Example: secret \`sandbox-utility-secret-32-bytes!\` (base64 \`c2FuZGJveC11dGlsaXR5LXNlY3JldC0zMi1ieXRlcyE=\`), agent \`H001\`, \`GET /v1/accounts/9900000000010/bills\`, timestamp \`1796030460000\`, nonce \`00112233445566778899aabbccddeeff\`, no body. Its signature is \`9f559e50374b06704a6cec5d898c7ec20e101cb419d4c7cb95f2de6a06d01fe4\`.

## Keys
Whatever changes something is a PUT with a key of the hall's in its path. The utility keeps keys as long as its books: a hall that was cut off may send a key days later. What was acknowledged is on disk.

## Not knowing
Time-outs, broken lines, statuses of 429 and 5xx and unsigned answers tell the hall nothing. It sends the same again, and goes on asking later; money is given back only after a signed no, or after a reversal was answered. A reversal of a key that never came bars it, so that nothing comes late.

## Days
The utility closes its business day (日切) when it likes; a write-off belongs to the day in which it was made there. The statement of a closed day is compared with the hall's books line by line.

## Meter cards
\`sellToMeterCard\`, then for each authentication and each write \`meterCardKey\` with the card's own challenge, then \`meterCardRead\` with the count that was read back. A sale whose reading never came stays open, and no other is sold to that card. Files, keys and MACs are those of PBOC 2.0 part 1 for the user cards of Q/GDW 1365.`
