// Imported before any schema is made: the page's security policy forbids code from text, and reports even the attempt.
import { config } from 'zod'

config({ jitless: true })
