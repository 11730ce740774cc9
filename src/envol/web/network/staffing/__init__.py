"""Who has which role in an organisation: people, invitations, delegations, staff lists."""
