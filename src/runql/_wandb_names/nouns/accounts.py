"""Users, teams, organizations, automations and integrations."""

from __future__ import annotations

from runql._wandb_names.entries import Names, dropped, mapped, renamed

__all__ = ["ENTRIES"]

user = Names("User", "User", "user", "Users and teams")
user.kind("User")
user.same("id name username")
user.hint("user", "user.username")
user.differs("email", "Set for the viewer, and for users whose address the server shows.")
user.differs("entity", "The viewer's default entity.")
user.accepted("admin", "is_admin")
user.differs("teams", "A tuple of names.")
user.hint("api_keys", "api.api_keys()", "Only your own keys are visible.")
user.hint("generate_api_key", 'api.generate_api_key("…")', "Returns a NewApiKey with `secret`.")
user.call("generate_api_key", "description")
user.hint("delete_api_key", "api.delete_api_key(key)", "Raises if the key does not exist.")
user.call("delete_api_key", "api_key")
user.hint("user_api", "runql.Api(api_key=…)", "Each client has one key.")
user.hint("create", "api.create_user(email)", "Users are created by the client.")
user.call("create", "api email admin")
user.hint("_attrs", "user.name, user.username, …", "Every field is an attribute.")

team = Names("Team", "Team", "team", "Users and teams")
team.kind("Team")
team.same("name id")
team.differs("members", "Invited people are in `team.invites`.")
team.call(
    "invite",
    "username_or_email admin",
    {
        "username_or_email": renamed("who"),
        "admin": mapped({True: "role='admin'", False: ""}, 'role="admin"'),
    },
    why="Returns the invitation, and raises with the server's reason.",
)
team.call("create_service_account", "description", why="Returns the account with ID and key.")
team.accepted("load", "reload", "team.reload()")
team.call("load", "force", {"force": dropped("`reload()` always fetches the team again.")})
team.hint("create", "api.create_team(name)", "Teams are created by the client.")
team.call("create", "api team admin_username")

member = Names("Member", "Member", "member", "Users and teams")
member.kind("Member")
member.same("id name username email role")
member.accepted("admin", "is_admin")
member.accepted("accountType", "account_type")
member.accepted("apiKey", "api_key")
member.hint("delete", "team.remove(member)", "A member does not know its team.")
member.call("delete", "")
member.hint("team", "the team that you called", "A member does not know its team.")
for _object in (user, team, member):
    _object.hint("to_html", "its attributes", "It has no page to show.")
    _object.hint("display", "its attributes", "It has no page to show.")
    _object.call("display", "height hidden")
    _object.absent("snake_to_camel", "It is an internal helper of wandb.")

organization = Names("Organization", "Organization", "organization", "Users and teams")
organization.kind("Organization")
organization.same("id name")
organization.accepted("org_entity", "entity")
organization.absent("service_api", "It is internal to wandb.")

automation = Names("Automation", "Automation", "automation", "Automations")
automation.kind("Automation")
automation.same("id name description enabled scope created_at updated_at")
automation.differs("event", "Equal to the event that you created.")
automation.differs("action", "Equal to the action that you created.")
automations = Names("Automations", "Automations", "automations", "Automations")
automations.kind("Automations")
for _name in ("EntityAutomations", "LegacyAutomations", "LegacyEntityAutomations"):
    _list = Names(_name, "Automations", "automations", "Automations")
    _list.kind("Automations", "One list contains the automations of all servers.")
    automations.extend(_list)
webhook = Names("WebhookIntegration", "WebhookIntegration", "webhook", "Automations")
webhook.kind("WebhookIntegration")
webhook.same("id name")
webhook.accepted("url_endpoint", "url")
slack = Names("SlackIntegration", "SlackIntegration", "slack", "Automations")
slack.kind("SlackIntegration")
slack.same("id team_name channel_name")
integrations = Names("Integrations", "Integrations", "integrations", "Automations")
integrations.kind("Integrations")
slacks = Names("SlackIntegrations", "Integrations", "integrations", "Automations")
slacks.kind("Integrations", "One list contains both kinds of integrations.")
webhooks = Names("WebhookIntegrations", "Integrations", "integrations", "Automations")
webhooks.kind("Integrations", "One list contains both kinds of integrations.")

ENTRIES = (
    *user, *team, *member, *organization, *automation, *automations, *webhook, *slack,
    *integrations, *slacks, *webhooks,
)  # fmt: skip
