import { computed, reactive, ref } from 'vue'
import type { ComputedRef, Ref } from 'vue'
import { request } from '../api.ts'
import type { ApiResult } from '../api.ts'
import { useText } from '../i18n/i18n.ts'
import { lockedUntil } from './locked-until.ts'

export type SignInField = 'name' | 'password' | 'newPassword' | 'repeat' | 'code'
type Problem = { text: () => string; field: SignInField }

/** What one server asks of who signs in. */
export type SignInWay = {
  /** The name as typed, as the server takes it; or the key of the text that says what is wrong with it. */
  nameOf: (typed: string) => { fields: Record<string, string> } | { problem: string }
  /** A new password is typed twice. */
  repeats: boolean
  /** The session has begun; `value`: what the server answered. */
  signedIn: (value: unknown) => void
}

export type SignIn = {
  form: Record<SignInField, string>
  /** The password is a first one: an own one is asked for. */
  needsNew: Ref<boolean>
  /** A second factor is asked for. */
  needsCode: Ref<boolean>
  busy: Ref<boolean>
  /** `count` grows with each, so that the same one is met twice. */
  problem: ComputedRef<{ text: string; field: SignInField; count: number } | null>
  submit: () => Promise<void>
}

/** What a sign-in form does, at `POST /api/session`. */
export function useSignIn({ nameOf, repeats, signedIn }: SignInWay): SignIn {
  const { t, refusal } = useText()
  const form = reactive({ name: '', password: '', newPassword: '', repeat: '', code: '' })
  const needsNew = ref(false)
  const needsCode = ref(false)
  const busy = ref(false)
  /** Said again in the language that is on, should it be switched meanwhile. */
  const found = ref<Problem | null>(null)
  const count = ref(0)

  function missing(): Problem | null {
    const said = (field: SignInField, key: string): Problem => ({ field, text: () => t(key) })
    const name = nameOf(form.name)
    if ('problem' in name) return said('name', name.problem)
    if (form.password === '') return said('password', 'signInForm.needPassword')
    if (needsCode.value && form.code.trim() === '') return said('code', 'signInForm.needCode')
    if (!needsNew.value) return null
    if (form.newPassword === '') return said('newPassword', 'signInForm.needNew')
    if (repeats && form.newPassword !== form.repeat) return said('repeat', 'signInForm.notSame')
    return null
  }

  function explain({ code, ...rest }: Extract<ApiResult, { ok: false }>): Problem {
    const field = fieldOf(code)
    if (code === 'unreachable') return { field, text: () => t('common.unreachable') }
    const time = code === 'access.locked' && 'detail' in rest ? lockedUntil(rest.detail) : null
    return { field, text: () => (time ? t('signIn.lockedUntil', { time }) : refusal(code)) }
  }

  async function submit(): Promise<void> {
    if (busy.value) return
    found.value = missing()
    count.value += 1
    const name = nameOf(form.name)
    if (found.value || 'problem' in name) return
    busy.value = true
    const result = await request('POST', '/api/session', {
      ...name.fields,
      password: form.password,
      ...(needsNew.value ? { newPassword: form.newPassword } : {}),
      ...(needsCode.value ? { code: form.code.trim() } : {}),
    })
    busy.value = false
    if (result.ok) return signedIn(result.value)
    if (result.code === 'password.first') needsNew.value = true
    else if (result.code === 'account.codeNeeded') needsCode.value = true
    else found.value = explain(result)
    count.value += 1
  }

  const problem = computed(
    () =>
      found.value && {
        ...{ field: found.value.field, text: found.value.text() },
        count: count.value,
      },
  )
  return { form, needsNew, needsCode, busy, problem, submit }
}

function fieldOf(code: string): SignInField {
  if (code.startsWith('password.')) return 'newPassword'
  return code === 'account.wrongCode' ? 'code' : 'password'
}
