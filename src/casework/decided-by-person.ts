/**
 * Who said the latest word about an account. Software must leave a person's decision as it is, until a
 * person takes it back.
 *
 * @module
 */
import { UNKNOWN_STANDING } from '../model/standing.ts'
import { type NewStanding } from '../store/store.ts'
import { SOFTWARE } from '../model/software.ts'

type Word = Pick<NewStanding, 'setBy' | 'standing'>

export function isDecidedByPerson(word: Word | null): boolean {
  return word !== null && word.setBy !== SOFTWARE && word.standing !== UNKNOWN_STANDING
}

export function isTakenBackByPerson({ setBy, standing }: Word): boolean {
  return setBy !== SOFTWARE && standing === UNKNOWN_STANDING
}
