/** Who acts, where no person does. */
export const SOFTWARE = 'software'
