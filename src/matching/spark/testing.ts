/** For tests: whether there is a Spark to test with. */
import { findSpark, SparkMissing } from './find.ts'

/** Why a test that needs Spark is left out; false if it is not. */
export function whySkipped(): string | false {
  try {
    findSpark()
    return false
  } catch (error) {
    if (!(error instanceof SparkMissing)) throw error
    return `needs Spark: ${error.message.split('\n')[0]}`
  }
}
