import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { rooms } from './rooms.config.ts'

export default defineConfig({
  plugins: [vue()],
  test: {
    include: [...rooms, 'scripts'].map((folder) => `${folder}/**/*.test.ts`),
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 20_000,
  },
})
