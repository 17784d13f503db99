# %% [markdown]
# # Your own GraphQL
#
# Some data has no method in runql. Send your own query, and get it typed.

# %%
from runql import Api

api = Api()
text = """
query Counts($entity: String!, $project: String!) {
  project(name: $project, entityName: $entity) {
    runCount
    artifactTypes { edges { node { name } } }
  }
}
"""
data = api.graphql.execute(text, {"entity": "sandbox", "project": "vision"})
print(data["project"]["runCount"])
print([edge["node"]["name"] for edge in data["project"]["artifactTypes"]["edges"]])

# %% [markdown]
# A typo is an error with the right name, before anything is sent:

# %%
from runql.errors import RunQLError

try:
    api.graphql.execute(
        text.replace("runCount", "runsCount"), {"entity": "sandbox", "project": "vision"}
    )
except RunQLError as error:
    print(str(error).splitlines()[0])

# %% [markdown]
# A query with a connection is a lazy list, as the lists of runql are:

# %%
names = """
query Names($entity: String, $project: String!, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    runs(first: $first, after: $after) {
      edges { node { displayName } }
      pageInfo { endCursor hasNextPage }
    }
  }
}
"""
runs = api.graphql.pages(api.graphql.call(names, {"entity": "sandbox", "project": "vision"}))
print([run["displayName"] for run in runs[:3]])

# %% [markdown]
# For queries in a program, `runql codegen` writes a typed package from `.graphql` files:

# %%
# !runql codegen init

# %%
# !runql codegen

# %% [markdown]
# Related: [your own GraphQL](../graphql.md), [operations](../operations.md).
