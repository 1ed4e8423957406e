import { expect, test } from 'vitest'
import { filesIn } from './samples.ts'

test('a patch tells which files were there before and which it brings', () => {
  const patch = [
    'diff --git a/list.ts b/list.ts',
    'index 1..2 100644',
    '--- a/list.ts',
    '+++ b/list.ts',
    '@@ -1 +1,2 @@',
    ' a',
    '+b',
    'diff --git a/new/page.ts b/new/page.ts',
    'new file mode 100644',
    '--- /dev/null',
    '+++ b/new/page.ts',
    '@@ -0,0 +1 @@',
    '+diff --git is a word here, too',
    '',
  ].join('\n')
  expect(filesIn(patch)).toEqual({ edited: ['list.ts'], added: ['new/page.ts'] })
})
