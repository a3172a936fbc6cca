// Unpacks the browser that npm brought, where the machine has none: once, before test files run two at a time and each would.
import { browserPath } from './browser.ts'

await browserPath()
