import { readFile } from 'node:fs/promises'
import { StartError } from '@service-hall/server-kit'
import { z } from 'zod'
import { networkParts } from './request.ts'

const header = z
  .string()
  .max(500)
  .regex(/^[^\r\n]*$/)

/** The file of `--notices`: the company's gateways, which the operator of the hub knows. */
const NoticesFile = z.strictObject({
  /** Where pages of the console are reached, for links in messages. */
  origin: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .optional(),
  smtp: z
    .strictObject({
      host: z.string().min(1).max(253),
      port: z.number().int().min(1).max(65_535),
      /** TLS from the beginning (port 465); otherwise STARTTLS, which is needed unless `plain`. */
      secure: z.boolean().default(false),
      /** Mail may cross the network unencrypted: only to a server on the same machine or network. */
      plain: z.boolean().default(false),
      user: z.string().max(200).optional(),
      password: z.string().max(200).optional(),
      from: z.email().max(120),
    })
    .optional(),
  sms: z
    .discriminatedUnion('kind', [
      /** Nothing goes out; deliveries show what would have. */
      z.strictObject({ kind: z.literal('sandbox') }),
      z.strictObject({
        kind: z.literal('http'),
        url: z.url({ protocol: /^https?$/ }).max(500),
        method: z.enum(['POST', 'PUT']).default('POST'),
        headers: z.record(z.string().regex(/^[A-Za-z0-9-]{1,60}$/), header).default({}),
        /** `{phone}` and `{text}` are put in, as JSON strings or form values by its content-type. */
        body: z.string().min(1).max(4_000),
        contentType: z
          .enum(['application/json', 'application/x-www-form-urlencoded'])
          .default('application/json'),
      }),
    ])
    .optional(),
  /** Webhooks may go to this machine itself: for trials. */
  toLoopback: z.boolean().default(false),
  /** Private networks that webhooks may go to, as `10.2.0.0/16`: which they are the operator knows, not who sets a channel. */
  toNetworks: z
    .array(
      z
        .string()
        .max(60)
        .refine((text) => networkParts(text) !== null, 'a network such as 10.2.0.0/16'),
    )
    .max(50)
    .optional(),
})
export type NoticeSettings = z.infer<typeof NoticesFile>

export const NO_GATEWAYS: NoticeSettings = { toLoopback: false }

/** Reads the file of `--notices`. @throws StartError `notices.fileInvalid` naming the first thing that is wrong with it */
export async function readNoticesFile(path: string): Promise<NoticeSettings> {
  try {
    return NoticesFile.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined
    throw new StartError(
      'notices.fileInvalid',
      issue ? `${issue.path.join('.')}: ${issue.message}` : path,
      error,
    )
  }
}
