import type { Role } from '@service-hall/contract'
import { answering, press, still, type } from './show.ts'
import type { LoadedPage } from './show.ts'

async function page(): Promise<LoadedPage> {
  const [{ default: root }, { signInTexts }] = await Promise.all([
    import('../signin/SignInPage.vue'),
    import('../signin/texts.ts'),
  ])
  return { root, texts: signInTexts }
}

async function submit(number: string, password: string): Promise<void> {
  if (number) await type('[name=name]', number)
  if (password) await type('[name=password]', password)
  await press('button[type=submit]')
}
const refused = (code: string, detail?: string) =>
  still(page, async () => {
    answering({ 'POST /api/session': { status: 401, body: { ok: false, code, detail } } })
    await submit('1001', 'made-up')
  })
const signedIn = (roles: Role[]) =>
  still(page, async () => {
    const body = { kind: 'staff', staffId: 'S2001', name: '赵敏', roles }
    answering({ 'POST /api/session': { body } })
    await submit('2001', 'made-up')
  })
/** A first password was typed, which has to be changed; `then`: what is said to the new one. */
const firstPassword = (then?: string) =>
  still(page, async () => {
    const refusal = (code: string) => ({ 'POST /api/session': { status: 400, body: { ok: false, code } } })
    answering(refusal('password.first'))
    await submit('1001', 'made-up')
    if (then === undefined) return
    answering(refusal(then))
    await type('[name=newPassword]', '12345678')
    await press('button[type=submit]')
  })
/** A call display that wants to be let in. */
const enrolling = (claim: { status?: number; body: unknown } | 'never', asked = true) =>
  still(async () => {
    const expiresAt = Date.now() + 600_000
    const ticket = { code: 'K7P-4QX', secret: 'made-up-secret-of-a-display', expiresAt }
    answering({
      ...(asked ? { 'POST /api/enrolment': { body: ticket } } : {}),
      'POST /api/enrolment/claim': claim,
    })
    const { root, texts } = await page()
    return { root, texts, props: { device: true } }
  })

export const signInStates = {
  empty: still(page),
  filled: still(page, async () => {
    await type('[name=name]', '1001')
    await type('[name=password]', 'made-up')
  }),
  passwordShown: still(page, async () => {
    await type('[name=password]', 'made-up')
    await press('.password button')
  }),
  noNumber: still(page, () => submit('', '')),
  noPassword: still(page, () => submit('1001', '')),
  wrong: refused('access.wrongPassword'),
  locked: refused('access.locked', '2026-01-05T10:15:00+08:00'),
  tooMany: refused('access.tooMany'),
  unreachable: still(page, async () => {
    answering({})
    await submit('1001', 'made-up')
  }),
  busy: still(page, async () => {
    answering({ 'POST /api/session': 'never' })
    await submit('1001', 'made-up')
  }),
  firstPassword: firstPassword(),
  newTooSimple: firstPassword('password.tooSimple'),
  newSame: firstPassword('password.same'),
  twoPages: signedIn(['lobbyManager', 'counterStaff']),
  nowhere: signedIn([]),
  enrolAsking: enrolling('never', false),
  enrolCode: enrolling({ body: { status: 'pending' } }),
  enrolUnreachable: enrolling({ status: 503, body: { ok: false, code: 'hall.recovering' } }),
}
