/**
 * What an audit says of itself where the true answer is not known: the network is then the very set
 * that the guard acts on, and a guarded arm proves little.
 *
 * @module
 */

/** For a table or a report with a guarded arm. */
export const NO_KNOWN_ANSWERS =
  'There are no known answers in this workspace: network means known and mapped accounts, which the guard withholds. Guarded exposure shows that the guard does what it is told, not that the map is complete; import a truth file of reviewed accounts to measure that.'

/** The same where only the unguarded arm was run. */
export const NO_KNOWN_ANSWERS_UNGUARDED =
  'There are no known answers in this workspace: network means known and mapped accounts, and exposure to what nobody knows of is not counted; import a truth file of reviewed accounts to measure that.'
