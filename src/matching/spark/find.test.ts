import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { temporaryFolder } from '#testing/folder'
import { findSpark, localOptions, SparkMissing } from './find.ts'

const folder = temporaryFolder('find-spark')
after(() => rmSync(folder, { recursive: true, force: true }))

/** A program of this name in a folder of its own, which it gives back. */
function program(where: string, name: string, text = '#!/bin/sh\n'): string {
  const path = join(folder, where)
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, name), text)
  chmodSync(join(path, name), 0o755)
  return path
}
/** A Spark of this version. */
function sparkOf(where: string, version: string): string {
  program(`${where}/bin`, 'spark-sql')
  mkdirSync(join(folder, where, 'jars'), { recursive: true })
  writeFileSync(join(folder, where, 'jars', `spark-core_2.13-${version}.jar`), '')
  return join(folder, where)
}

const java = program('java', 'java')
const four = sparkOf('four', '4.0.1')
const onPath = program('path', 'spark-sql')
const python = join(program('python', 'python3', `#!/bin/sh\necho ${four}\n`), 'python3')
const noPyspark = join(program('plain', 'python3', '#!/bin/sh\nexit 1\n'), 'python3')
const path = (...folders: string[]) => [java, ...folders].join(':')

const found: readonly [what: string, environment: Record<string, string>, command: string][] = [
  ['SPARK_HOME', { SPARK_HOME: four, PATH: path(onPath) }, join(four, 'bin/spark-sql')],
  ['the pyspark of SPARK_PYTHON', { SPARK_PYTHON: python, PATH: path(onPath) }, join(four, 'bin/spark-sql')],
  ['spark-sql on the PATH', { PATH: path(onPath, join(folder, 'python')) }, join(onPath, 'spark-sql')],
  ['the pyspark of python3', { PATH: path(join(folder, 'python')) }, join(four, 'bin/spark-sql')],
]
for (const [what, environment, command] of found)
  test(`${what} is found`, () => assert.equal(findSpark(environment).command, command))

const lacking: readonly [what: string, environment: Record<string, string>, told: RegExp][] = [
  ['nothing', { PATH: path(join(folder, 'plain')) }, /There is no Spark on this machine\. Install one.*pip install pyspark==4/s],
  ['an empty SPARK_HOME', { SPARK_HOME: folder, PATH: path() }, /SPARK_HOME is .*, where no bin\/spark-sql is/],
  ['a python without it', { SPARK_PYTHON: noPyspark, PATH: path() }, /SPARK_PYTHON is .*, which has no pyspark/],
  ['Spark 3', { SPARK_HOME: sparkOf('three', '3.5.1'), PATH: path() }, /is 3\.5\.1; 4\.0 or newer is needed/],
  ['no Java', { SPARK_HOME: four, PATH: onPath }, /Spark needs Java 17 or 21, and there is no java on the PATH/],
  ['a wrong JAVA_HOME', { SPARK_HOME: four, JAVA_HOME: folder, PATH: path() }, /JAVA_HOME .* has no bin\/java/],
]
for (const [what, environment, told] of lacking)
  test(`${what}: what to install is said`, () =>
    assert.throws(
      () => findSpark(environment),
      (error) => error instanceof SparkMissing && told.test(error.message),
    ))

test('memory is given to Spark in whole megabytes', () => {
  assert.equal(localOptions(2, '1.5GB')[3], '1536m')
  assert.equal(localOptions(2, '800MB')[3], '800m')
})
