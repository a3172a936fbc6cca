import type { PolicySet } from '#platform/cedar'

/**
 * The disclosure decision, in Cedar: few, fixed, reviewed. Agreements, terms and people are entities, so data changes and
 * these do not. A question is about one term of one agreement, one relationship, and the flags on the person.
 */
export const disclosurePolicies: PolicySet = {
  name: 'disclosure',
  schema: `
    entity Reader { organisation: String, roles: Set<String>, trainings: Set<String> };
    entity Term {
      kind: String,
      recipients: Set<String>,
      purposes: Set<String>,
      roles: Set<String>,
      relationships: Set<String>,
      trainings: Set<String>,
      from: Long,
      to: Long,
      suspended: Bool,
    };
    action view appliesTo {
      principal: Reader,
      resource: Term,
      context: { purpose: String, usesRestricted: Bool, relationship: String, flags: Set<String>, now: Long },
    };`,
  policies: {
    // An agreement in force names this organisation, purpose, role and relationship.
    'agreement-in-force': `permit(principal, action == Action::"view", resource) when {
      resource.purposes.contains(context.purpose) &&
      resource.recipients.contains(principal.organisation) &&
      resource.roles.containsAny(principal.roles) &&
      resource.relationships.contains(context.relationship) &&
      context.now >= resource.from && context.now < resource.to };`,
    // An agreement that a party has suspended gives nothing, whatever else it says.
    'agreement-suspended': `forbid(principal, action, resource) when { resource.suspended };`,
    // Every training that the term asks for is in date.
    'training-missing': `forbid(principal, action, resource) unless { principal.trainings.containsAll(resource.trainings) };`,
    // Nobody reads her own record at work, or that of someone she lives with (A10); her rights as a resident are apart.
    'own-household': `forbid(principal, action, resource) when {
      resource.kind != "subject-rights" && (context.flags.contains("self") || context.flags.contains("household")) };`,
    // A restricted record, and one whose use for this purpose an objection stopped, is seen only for what the law goes on with (UK GDPR, articles 18(2) and
    // 21(1)): for a purpose that says so, by the front door for whom it has in hand, and in an emergency. No control stops child protection (practice K7).
    'use-limited': `forbid(principal, action, resource) when {
      context.flags.contains("restricted") || context.flags.contains("stopped") } unless {
      context.usesRestricted || ["contact-in-hand", "open-contact", "emergency-access"].contains(context.relationship) };`,
  },
}
