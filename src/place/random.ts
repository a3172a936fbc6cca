/** Chance that can be repeated: sfc32, started from the place's seed and the name of a stream. */

/** A 32-bit number that depends on the seed and on every part of the name. */
function hash(seed: number, parts: readonly (string | number)[]): number {
  let h = (seed ^ 0x9e3779b9) | 0
  for (const part of parts) {
    if (typeof part === 'number') h = mix(h ^ part)
    else for (let i = 0; i < part.length; i++) h = Math.imul(h ^ part.charCodeAt(i), 16777619)
    h = mix(h)
  }
  return h
}

function mix(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** A stream of chance. Two streams with different names do not disturb each other. */
export class Dice {
  private a: number
  private b: number
  private c: number
  private counter = 1

  constructor(seed: number, ...name: (string | number)[]) {
    this.a = hash(seed, name)
    this.b = mix(this.a + 0x6d2b79f5)
    this.c = mix(this.b ^ seed)
    for (let i = 0; i < 8; i++) this.next()
  }

  /** From 0 up to but not including 1. */
  next(): number {
    const t = (((this.a + this.b) | 0) + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (this.c << 21) | (this.c >>> 11)
    this.c = (this.c + t) | 0
    return (t >>> 0) / 4294967296
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** A whole number from 0 up to but not including n. */
  below(n: number): number {
    return Math.floor(this.next() * n)
  }

  /** A whole number from the first to the last, both included. */
  between(first: number, last: number): number {
    return first + this.below(last - first + 1)
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }

  /** Like pick, but those at the front of the list come far more often, as names do. */
  pickCommon<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() ** 1.9 * list.length)]!
  }

  /** One of the choices, each as likely as its weight. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T {
    let left = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [choice, weight] of choices) if ((left -= weight) < 0) return choice
    return choices[choices.length - 1]![0]
  }
}
