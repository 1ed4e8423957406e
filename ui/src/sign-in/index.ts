// Signing in at a server of ours: a page's frame and its form.
export { default as SignInForm } from './SignInForm.vue'
export { default as SignInFrame } from './SignInFrame.vue'
export { signInFormTexts } from './texts.ts'
export type { SignInWay } from './use-sign-in.ts'
