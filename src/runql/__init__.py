"""A typed client for the Weights & Biases GraphQL API, sync and async."""

from __future__ import annotations

from runql._async.api import AsyncApi
from runql._async.automations import AsyncAutomation, AsyncAutomations
from runql._async.files import AsyncFile, AsyncFiles
from runql._async.integrations import AsyncIntegrations
from runql._async.organizations import AsyncOrganization
from runql._async.projects import AsyncProject, AsyncProjects
from runql._async.run import AsyncRun
from runql._async.run_summary import AsyncSummary
from runql._async.runs import AsyncRuns
from runql._async.teams import AsyncTeam
from runql._async.users import AsyncApiKeys, AsyncUsers
from runql._models.integration import SlackIntegration, WebhookIntegration
from runql._models.organization import OrganizationMember, OrganizationRole, Seats
from runql._models.run_state import RunState
from runql._models.server import RateLimits, ServerInfo, ServerVersion
from runql._models.team import Invite, Member, TeamRole
from runql._models.user import Account, ApiKey, NewApiKey, User, Viewer
from runql._order import Order
from runql._pages import Page
from runql._paths import ProjectPath, RunPath
from runql._sync.api import Api
from runql._sync.automations import Automation, Automations
from runql._sync.files import File, Files
from runql._sync.integrations import Integrations
from runql._sync.organizations import Organization
from runql._sync.projects import Project, Projects
from runql._sync.run import Run
from runql._sync.run_summary import Summary
from runql._sync.runs import Runs
from runql._sync.teams import Team
from runql._sync.users import ApiKeys, Users
from runql._wire.capabilities import FeatureState
from runql.filters import F, Filter
from runql.settings import RetryPolicy, Settings, Timeouts

__all__ = [
    "Account",
    "Api",
    "ApiKey",
    "ApiKeys",
    "AsyncApi",
    "AsyncApiKeys",
    "AsyncAutomation",
    "AsyncAutomations",
    "AsyncFile",
    "AsyncFiles",
    "AsyncIntegrations",
    "AsyncOrganization",
    "AsyncProject",
    "AsyncProjects",
    "AsyncRun",
    "AsyncRuns",
    "AsyncSummary",
    "AsyncTeam",
    "AsyncUsers",
    "Automation",
    "Automations",
    "F",
    "FeatureState",
    "File",
    "Files",
    "Filter",
    "Integrations",
    "Invite",
    "Member",
    "NewApiKey",
    "Order",
    "Organization",
    "OrganizationMember",
    "OrganizationRole",
    "Page",
    "Project",
    "ProjectPath",
    "Projects",
    "RateLimits",
    "RetryPolicy",
    "Run",
    "RunPath",
    "RunState",
    "Runs",
    "Seats",
    "ServerInfo",
    "ServerVersion",
    "Settings",
    "SlackIntegration",
    "Summary",
    "Team",
    "TeamRole",
    "Timeouts",
    "User",
    "Users",
    "Viewer",
    "WebhookIntegration",
]
