export const aDecision = () => ({ id: 'a' })
