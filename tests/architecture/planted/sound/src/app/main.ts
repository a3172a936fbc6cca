import { openDatabase } from '#platform/database'
import { buildApp } from './build-app.ts'

await buildApp(openDatabase()).listen()
